using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Volumes;

/// <summary>Binds PersistentVolumeClaims: to a volume that fits, or to a new folder of the class <c>standard</c>; and lets go of claims that no pod uses.</summary>
internal sealed class ClaimReconciler(IClusterClient cluster, IEventRecorder events, ClusterOptions options) : IReconciler
{
    public const string Component = "persistentvolume-controller";
    public const string Protection = "kubernetes.io/pvc-protection";
    public const string Provisioner = "workshop.dev/folder";
    public const string StandardClass = "standard";

    private const string BoundByController = "pv.kubernetes.io/bound-by-controller";
    private const string BindCompleted = "pv.kubernetes.io/bind-completed";

    public static void Listen(LoopSources sources) => sources
        .Each<V1PersistentVolumeClaim>()
        .Mapped<V1Pod>(change => (change.Object.Spec.Volumes ?? []).Where(volume => volume.PersistentVolumeClaim is not null)
            .Select(volume => new ObjectKey(change.Key.Namespace, volume.PersistentVolumeClaim.ClaimName)))
        .Mapped<V1PersistentVolume>(change => sources.Cluster.List<V1PersistentVolumeClaim>()
            .Where(claim => claim.Status?.Phase != "Bound" || claim.Spec.VolumeName == change.Key.Name)
            .Select(claim => new ObjectKey(claim.Metadata.NamespaceProperty, claim.Metadata.Name)))
        .Mapped<V1StorageClass>(_ => sources.Cluster.List<V1PersistentVolumeClaim>()
            .Where(claim => claim.Status?.Phase != "Bound")
            .Select(claim => new ObjectKey(claim.Metadata.NamespaceProperty, claim.Metadata.Name)));

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<V1PersistentVolumeClaim>(key.Namespace, key.Name) is { } claim)
        {
            if (claim.Metadata.DeletionTimestamp is not null)
            {
                Release(claim);
            }
            else if (string.IsNullOrEmpty(claim.Spec.VolumeName))
            {
                Bind(claim);
            }
            else
            {
                WriteBound(claim);
            }
        }

        return Task.FromResult(ReconcileResult.Done);
    }

    private void Bind(V1PersistentVolumeClaim claim)
    {
        if (ClaimPlan.Match(claim, cluster.List<V1PersistentVolume>()) is { } volume)
        {
            Join(claim, volume);
            return;
        }

        if (string.IsNullOrEmpty(claim.Spec.StorageClassName))
        {
            events.Record(claim, "Normal", "FailedBinding", "no persistent volumes available for this claim and no storage class is set", Component);
        }
        else if (cluster.Find<V1StorageClass>("", claim.Spec.StorageClassName) is not { } type)
        {
            events.Record(claim, "Warning", "ProvisioningFailed", $"storageclass.storage.k8s.io \"{claim.Spec.StorageClassName}\" not found", Component);
        }
        else if (type.Provisioner == Provisioner)
        {
            Join(claim, Provision(claim, type));
        }
        else
        {
            events.Record(
                claim, "Normal", "ExternalProvisioning",
                $"Waiting for a volume to be created either by the external provisioner '{type.Provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.",
                Component);
        }
    }

    private V1PersistentVolume Provision(V1PersistentVolumeClaim claim, V1StorageClass type)
    {
        var name = $"pvc-{claim.Metadata.Uid}";
        if (cluster.Find<V1PersistentVolume>("", name) is { } present)
        {
            return present;
        }

        // The node makes the folder when a pod mounts it.
        var made = cluster.Create(new V1PersistentVolume
        {
            ApiVersion = "v1",
            Kind = "PersistentVolume",
            Metadata = new V1ObjectMeta
            {
                Name = name,
                Annotations = new Dictionary<string, string> { ["pv.kubernetes.io/provisioned-by"] = Provisioner },
                Finalizers = ["kubernetes.io/pv-controller", "kubernetes.io/pv-protection"],
            },
            Spec = new V1PersistentVolumeSpec
            {
                AccessModes = claim.Spec.AccessModes,
                Capacity = new Dictionary<string, ResourceQuantity> { ["storage"] = ClaimPlan.Size(claim) },
                ClaimRef = ClaimPlan.ReferenceTo(claim),
                HostPath = new V1HostPathVolumeSource { Path = Path.Combine(Path.GetFullPath(options.StateFolder), "volumes", name), Type = "DirectoryOrCreate" },
                PersistentVolumeReclaimPolicy = type.ReclaimPolicy ?? "Delete",
                StorageClassName = type.Metadata.Name,
                VolumeMode = claim.Spec.VolumeMode,
            },
        });
        events.Record(claim, "Normal", "ProvisioningSucceeded", $"Successfully provisioned volume {name}", Component);
        return made;
    }

    private void Join(V1PersistentVolumeClaim claim, V1PersistentVolume volume)
    {
        if (volume.Spec.ClaimRef?.Uid != claim.Metadata.Uid)
        {
            var taken = cluster.Copy(volume);
            taken.Spec.ClaimRef = ClaimPlan.ReferenceTo(claim);
            volume = cluster.Update(taken);
        }

        var copy = cluster.Copy(claim);
        copy.Metadata.Annotations ??= new Dictionary<string, string>();
        copy.Metadata.Annotations[BindCompleted] = "yes";
        copy.Metadata.Annotations[BoundByController] = "yes";
        copy.Spec.VolumeName = volume.Metadata.Name;
        WriteBound(cluster.Update(copy));
    }

    private void WriteBound(V1PersistentVolumeClaim claim)
    {
        var copy = cluster.Copy(claim);
        copy.Status ??= new V1PersistentVolumeClaimStatus();
        if (cluster.Find<V1PersistentVolume>("", claim.Spec.VolumeName) is not { } volume)
        {
            copy.Status.Phase = "Lost";
        }
        else
        {
            copy.Status.Phase = "Bound";
            copy.Status.AccessModes = volume.Spec.AccessModes;
            copy.Status.Capacity = volume.Spec.Capacity;
        }

        cluster.UpdateStatus(copy);
    }

    /// <summary>A claim that a pod uses stays until the pod is gone.</summary>
    private void Release(V1PersistentVolumeClaim claim)
    {
        var isUsed = cluster.List<V1Pod>(claim.Metadata.NamespaceProperty)
            .Any(pod => !PodFacts.IsFinished(pod) && (pod.Spec.Volumes ?? []).Any(volume => volume.PersistentVolumeClaim?.ClaimName == claim.Metadata.Name));
        if (isUsed || claim.Metadata.Finalizers?.Contains(Protection) != true)
        {
            return;
        }

        var copy = cluster.Copy(claim);
        copy.Metadata.Finalizers = [.. claim.Metadata.Finalizers.Where(finalizer => finalizer != Protection)];
        cluster.Update(copy);
    }
}
