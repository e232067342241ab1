using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Scheduling;

namespace Workshop.Cluster.Loops.Volumes;

/// <summary>Binds PersistentVolumeClaims: to a volume that fits, or to a new folder of the class <c>standard</c>; and lets go of claims that no pod uses.</summary>
internal sealed class ClaimReconciler(IClusterClient cluster, IEventRecorder events, ClusterOptions options) : IReconciler
{
    public const string Component = "persistentvolume-controller";
    public const string Protection = "kubernetes.io/pvc-protection";
    public const string Provisioner = "workshop.dev/folder";
    public const string StandardClass = "standard";

    public static void Listen(LoopSources sources) => sources
        .Each<V1PersistentVolumeClaim>()
        .Mapped<V1Pod>(change => VolumePlan.ClaimNames(change.Object).Select(claim => new ObjectKey(change.Key.Namespace, claim)))
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
            else if (claim.Metadata.Annotations?.ContainsKey(BindingPlan.BindCompleted) == true)
            {
                WriteBound(claim);
            }
            else if (!string.IsNullOrEmpty(claim.Spec.VolumeName))
            {
                BindToNamed(claim);
            }
            else
            {
                Bind(claim);
            }
        }

        return Task.FromResult(ReconcileResult.Done);
    }

    private void Bind(V1PersistentVolumeClaim claim)
    {
        var type = string.IsNullOrEmpty(claim.Spec.StorageClassName) ? null : cluster.Find<V1StorageClass>("", claim.Spec.StorageClassName);
        var node = claim.Metadata.Annotations?.TryGetValue(VolumePlan.SelectedNode, out var selected) == true ? selected : null;
        if (BindingPlan.WaitsForPod(claim, type) && node is null)
        {
            BindWhenTaken(claim);
        }
        else if (BindingPlan.Match(claim, cluster.List<V1PersistentVolume>()) is { } volume)
        {
            Join(claim, volume);
        }
        else if (string.IsNullOrEmpty(claim.Spec.StorageClassName))
        {
            events.Record(claim, "Normal", "FailedBinding", "no persistent volumes available for this claim and no storage class is set", Component);
        }
        else if (type is null)
        {
            events.Record(claim, "Warning", "ProvisioningFailed", $"storageclass.storage.k8s.io \"{claim.Spec.StorageClassName}\" not found", Component);
        }
        else if (type.Provisioner == Provisioner)
        {
            claim = WithProvisioner(claim, type.Provisioner);
            Join(claim, Provision(claim, type));
        }
        else if (type.Provisioner == BindingPlan.NoProvisioner)
        {
            events.Record(claim, "Normal", "FailedBinding", "no persistent volumes available for this claim and no storage class is set", Component);
        }
        else
        {
            claim = WithProvisioner(claim, type.Provisioner);
            events.Record(
                claim, "Normal", "ExternalProvisioning",
                $"Waiting for a volume to be created either by the external provisioner '{type.Provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.",
                Component);
        }
    }

    /// <summary>A claim that waits for its pod is the scheduler's to place: it takes a volume for it, or names the node for a new one.</summary>
    private void BindWhenTaken(V1PersistentVolumeClaim claim)
    {
        if (cluster.List<V1PersistentVolume>().FirstOrDefault(volume => volume.Spec.ClaimRef?.Uid == claim.Metadata.Uid) is { } taken)
        {
            Join(claim, taken);
            return;
        }

        if (Users(claim).FirstOrDefault(pod => string.IsNullOrEmpty(pod.Spec.NodeName)) is { } pod)
        {
            events.Record(claim, "Normal", "WaitForPodScheduled", $"waiting for pod {pod.Metadata.Name} to be scheduled", Component);
        }
        else
        {
            events.Record(claim, "Normal", "WaitForFirstConsumer", "waiting for first consumer to be created before binding", Component);
        }
    }

    /// <summary>A user chose the volume: it is that one, as soon as it is there, free and right.</summary>
    private void BindToNamed(V1PersistentVolumeClaim claim)
    {
        if (cluster.Find<V1PersistentVolume>("", claim.Spec.VolumeName) is not { Metadata.DeletionTimestamp: null } volume)
        {
            return;
        }

        if (!BindingPlan.IsFree(volume, claim))
        {
            events.Record(claim, "Warning", "FailedBinding", $"volume \"{volume.Metadata.Name}\" already bound to a different claim.", Component);
        }
        else if (BindingPlan.Mismatch(volume, claim) is { } why)
        {
            events.Record(claim, "Warning", "VolumeMismatch", $"Cannot bind to requested volume \"{volume.Metadata.Name}\": {why}", Component);
        }
        else
        {
            Join(claim, volume);
        }
    }

    /// <summary>Who is to make the volume is told on the claim, by both names that there are for it.</summary>
    private V1PersistentVolumeClaim WithProvisioner(V1PersistentVolumeClaim claim, string provisioner)
    {
        if (claim.Metadata.Annotations?.TryGetValue(BindingPlan.StorageProvisioner, out var present) == true && present == provisioner)
        {
            return claim;
        }

        var copy = cluster.Copy(claim);
        copy.Metadata.Annotations = With(With(copy.Metadata.Annotations, BindingPlan.BetaStorageProvisioner, provisioner), BindingPlan.StorageProvisioner, provisioner);
        return cluster.Update(copy);
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
                Capacity = new Dictionary<string, ResourceQuantity> { ["storage"] = BindingPlan.Size(claim) },
                ClaimRef = BindingPlan.ReferenceTo(claim),
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
            if (volume.Spec.ClaimRef is null)
            {
                taken.Metadata.Annotations = With(taken.Metadata.Annotations, BindingPlan.BoundByController);
            }

            taken.Spec.ClaimRef = BindingPlan.ReferenceTo(claim);
            volume = cluster.Update(taken);
        }

        var copy = cluster.Copy(claim);
        copy.Metadata.Annotations = With(copy.Metadata.Annotations, BindingPlan.BindCompleted);
        if (string.IsNullOrEmpty(claim.Spec.VolumeName))
        {
            copy.Metadata.Annotations = With(copy.Metadata.Annotations, BindingPlan.BoundByController);
        }

        copy.Spec.VolumeName = volume.Metadata.Name;
        WriteBound(cluster.Update(copy));
    }

    private static Dictionary<string, string> With(IDictionary<string, string>? annotations, string name, string value = "yes") =>
        new(annotations ?? new Dictionary<string, string>()) { [name] = value };

    private void WriteBound(V1PersistentVolumeClaim claim)
    {
        var copy = cluster.Copy(claim);
        copy.Status ??= new V1PersistentVolumeClaimStatus();
        if (cluster.Find<V1PersistentVolume>("", claim.Spec.VolumeName) is not { } volume)
        {
            Lose(copy, "ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!");
        }
        else if (volume.Spec.ClaimRef?.Uid != claim.Metadata.Uid)
        {
            Lose(copy, "ClaimMisbound", "Two claims are bound to the same volume, this one is bound incorrectly");
        }
        else
        {
            volume = Expanded(claim, volume);
            copy.Status.Phase = "Bound";
            copy.Status.AccessModes = volume.Spec.AccessModes;
            copy.Status.Capacity = volume.Spec.Capacity;
        }

        cluster.UpdateStatus(copy);
    }

    private void Lose(V1PersistentVolumeClaim claim, string reason, string message)
    {
        if (claim.Status.Phase != "Lost")
        {
            claim.Status.Phase = "Lost";
            events.Record(claim, "Warning", reason, message, Component);
        }
    }

    /// <summary>A folder grows by being said to be larger; admission has seen to it that the class allows it.</summary>
    private V1PersistentVolume Expanded(V1PersistentVolumeClaim claim, V1PersistentVolume volume)
    {
        if (BindingPlan.Size(volume.Spec.Capacity).ToDecimal() >= BindingPlan.Size(claim).ToDecimal())
        {
            return volume;
        }

        var copy = cluster.Copy(volume);
        copy.Spec.Capacity["storage"] = BindingPlan.Size(claim);
        events.Record(claim, "Normal", "VolumeResizeSuccessful", "Resize volume succeeded", "volume_expand");
        return cluster.Update(copy);
    }

    /// <summary>A claim that a pod uses stays until the pod is gone.</summary>
    private void Release(V1PersistentVolumeClaim claim)
    {
        if (Users(claim).Any() || claim.Metadata.Finalizers?.Contains(Protection) != true)
        {
            return;
        }

        var copy = cluster.Copy(claim);
        copy.Metadata.Finalizers = [.. claim.Metadata.Finalizers.Where(finalizer => finalizer != Protection)];
        cluster.Update(copy);
    }

    private IEnumerable<V1Pod> Users(V1PersistentVolumeClaim claim) =>
        cluster.List<V1Pod>(claim.Metadata.NamespaceProperty).Where(pod => !PodFacts.IsFinished(pod) && VolumePlan.ClaimNames(pod).Contains(claim.Metadata.Name));
}
