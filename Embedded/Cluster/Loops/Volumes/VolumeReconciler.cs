using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Volumes;

/// <summary>Says how PersistentVolumes fare, and ends those whose claim is gone and that are not to be kept, with their folder.</summary>
internal sealed class VolumeReconciler(IClusterClient cluster, IEventRecorder events, ClusterOptions options) : IReconciler
{
    public const string Component = "persistentvolume-binder";

    public static void Listen(LoopSources sources) => sources
        .Each<V1PersistentVolume>()
        .Mapped<V1PersistentVolumeClaim>(change => string.IsNullOrEmpty(change.Object.Spec.VolumeName) ? [] : [ObjectKey.Cluster(change.Object.Spec.VolumeName)]);

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<V1PersistentVolume>("", key.Name) is { } volume)
        {
            Reconcile(volume);
        }

        return Task.FromResult(ReconcileResult.Done);
    }

    private void Reconcile(V1PersistentVolume volume)
    {
        var claim = volume.Spec.ClaimRef;
        var isBound = claim is not null && cluster.Find<V1PersistentVolumeClaim>(claim.NamespaceProperty, claim.Name)?.Metadata.Uid == claim.Uid;
        var isReleased = !isBound && !string.IsNullOrEmpty(claim?.Uid);
        if (!isBound && (volume.Metadata.DeletionTimestamp is not null || (isReleased && volume.Spec.PersistentVolumeReclaimPolicy == "Delete")))
        {
            End(volume);
            return;
        }

        var copy = cluster.Copy(volume);
        copy.Status ??= new V1PersistentVolumeStatus();
        copy.Status.Phase = isBound ? "Bound" : isReleased ? "Released" : "Available";
        cluster.UpdateStatus(copy);
    }

    private void End(V1PersistentVolume volume)
    {
        if (volume.Spec.PersistentVolumeReclaimPolicy == "Delete" && FolderOf(volume) is { } folder && Directory.Exists(folder))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                events.Record(volume, "Warning", "VolumeFailedDelete", $"{folder} could not be removed: {e.Message}", Component);
                throw;
            }
        }

        if (volume.Metadata.Finalizers is { Count: > 0 })
        {
            var copy = cluster.Copy(volume);
            copy.Metadata.Finalizers = null;
            cluster.Update(copy);
        }

        cluster.Delete<V1PersistentVolume>("", volume.Metadata.Name, new DeletionOptions { PreconditionUid = volume.Metadata.Uid });
    }

    /// <returns>The folder that we made for it; null for a path that somebody else names: that is theirs.</returns>
    private string? FolderOf(V1PersistentVolume volume)
    {
        var own = Path.Combine(Path.GetFullPath(options.StateFolder), "volumes", volume.Metadata.Name);
        return volume.Metadata.Annotations?.TryGetValue("pv.kubernetes.io/provisioned-by", out var by) == true && by == ClaimReconciler.Provisioner && volume.Spec.HostPath?.Path == own ? own : null;
    }
}
