using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Volumes;

/// <summary>Says how PersistentVolumes fare, and ends those whose claim is gone and that are not to be kept, with their folder.</summary>
internal sealed class VolumeReconciler(IClusterClient cluster, IEventRecorder events, ClusterOptions options, TimeProvider time) : IReconciler
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
        var isBound = claim is not null && cluster.Find<V1PersistentVolumeClaim>(claim.NamespaceProperty, claim.Name) is { } owner && owner.Metadata.Uid == claim.Uid;
        var isReleased = !isBound && !string.IsNullOrEmpty(claim?.Uid);
        var isOurs = FolderOf(volume) is not null;
        if (!isBound && (volume.Metadata.DeletionTimestamp is not null || (isReleased && isOurs && volume.Spec.PersistentVolumeReclaimPolicy == "Delete")))
        {
            End(volume);
        }
        else if (isReleased && FailureOf(volume) is (var reason, var message))
        {
            Fail(volume, reason, message);
        }
        else
        {
            Write(volume, isBound ? "Bound" : isReleased ? "Released" : "Available", null);
        }
    }

    /// <summary>What is in a folder that somebody else made is theirs, whatever the policy says: it is said, as Kubernetes says it of volumes that it cannot reclaim.</summary>
    private static (string Reason, string Message)? FailureOf(V1PersistentVolume volume) => volume.Spec.PersistentVolumeReclaimPolicy switch
    {
        "Delete" => ("VolumeFailedDelete", $"error getting deleter volume plugin for volume \"{volume.Metadata.Name}\": no deletable volume plugin matched"),
        "Recycle" => ("VolumeFailedRecycle", "No recycler plugin found for the volume!"),
        _ => null,
    };

    private void Fail(V1PersistentVolume volume, string reason, string message)
    {
        if (volume.Status?.Phase != "Failed")
        {
            events.Record(volume, "Warning", reason, message, Component);
            Write(volume, "Failed", message);
        }
    }

    private void Write(V1PersistentVolume volume, string phase, string? message)
    {
        var copy = cluster.Copy(volume);
        copy.Status ??= new V1PersistentVolumeStatus();
        if (copy.Status.Phase != phase)
        {
            copy.Status.LastPhaseTransitionTime = time.GetKubernetesNow();
        }

        (copy.Status.Phase, copy.Status.Message) = (phase, message);
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
