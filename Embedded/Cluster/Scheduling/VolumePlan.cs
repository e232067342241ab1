using k8s.Models;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Loops.Volumes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Scheduling;

/// <summary>Finds out what a pod's claims demand of its node.</summary>
internal static class VolumePlan
{
    /// <summary>Set by the scheduler on a claim whose volume is to be made; the claim's loop follows it.</summary>
    public const string SelectedNode = "volume.kubernetes.io/selected-node";

    // Whole seconds are stored: at least one has passed after two.
    private static readonly TimeSpan BindingTime = TimeSpan.FromSeconds(2);

    public static VolumeNeeds For(V1Pod pod, IClusterClient cluster)
    {
        var names = ClaimNames(pod).ToList();
        if (names.Count == 0)
        {
            return VolumeNeeds.None;
        }

        var (bound, delayed, isTaken) = (new List<V1PersistentVolume>(), new List<DelayedClaim>(), false);
        var isUnbound = false;
        foreach (var name in names)
        {
            if (cluster.Find<V1PersistentVolumeClaim>(pod.Metadata.NamespaceProperty, name) is not { } claim)
            {
                return Without($"persistentvolumeclaim \"{name}\" not found");
            }

            if (claim.Metadata.DeletionTimestamp is not null)
            {
                return Without($"persistentvolumeclaim \"{name}\" is being deleted");
            }

            if (claim.Status?.Phase == "Lost")
            {
                return Without($"persistentvolumeclaim \"{name}\" bound to non-existent persistentvolume \"{claim.Spec.VolumeName}\"");
            }

            isTaken |= claim.Spec.AccessModes?.Contains("ReadWriteOncePod") == true && IsUsed(claim, pod, cluster);
            if (claim.Status?.Phase == "Bound" && cluster.Find<V1PersistentVolume>("", claim.Spec.VolumeName) is { } volume)
            {
                bound.Add(volume);
            }
            else if (BindingPlan.WaitsForPod(claim, cluster.Find<V1StorageClass>("", claim.Spec.StorageClassName ?? "")))
            {
                delayed.Add(DelayedOf(claim, cluster));
            }
            else
            {
                isUnbound = true;
            }
        }

        return isUnbound ? Without("pod has unbound immediate PersistentVolumeClaims") : new VolumeNeeds(null, bound, delayed, isTaken);
    }

    /// <summary>Claims that the pod names, and those that are made for its own volumes.</summary>
    public static IEnumerable<string> ClaimNames(V1Pod pod) => (pod.Spec.Volumes ?? [])
        .Select(volume => volume.PersistentVolumeClaim?.ClaimName ?? (volume.Ephemeral is null ? null : $"{pod.Metadata.Name}-{volume.Name}"))
        .OfType<string>()
        .Distinct();

    /// <returns>How long the youngest of the pod's unbound claims may still take before it is worth a word; null: long enough already, or not there at all.</returns>
    public static TimeSpan? MostWait(V1Pod pod, IClusterClient cluster, DateTime now)
    {
        var claims = ClaimNames(pod).Select(name => cluster.Find<V1PersistentVolumeClaim>(pod.Metadata.NamespaceProperty, name)).ToList();
        var waits = claims.OfType<V1PersistentVolumeClaim>()
            .Where(claim => claim.Status?.Phase is null or "Pending" && cluster.Find<V1StorageClass>("", claim.Spec.StorageClassName ?? "")?.Provisioner == ClaimReconciler.Provisioner)
            .Select(claim => (claim.Metadata.CreationTimestamp ?? now) + BindingTime - now)
            .Where(left => left > TimeSpan.Zero)
            .ToList();
        return claims.Contains(null) || waits.Count == 0 ? null : waits.Max();
    }

    private static VolumeNeeds Without(string what) => VolumeNeeds.None with { Missing = what };

    private static bool IsUsed(V1PersistentVolumeClaim claim, V1Pod pod, IClusterClient cluster) => cluster.List<V1Pod>(claim.Metadata.NamespaceProperty)
        .Any(other => other.Metadata.Uid != pod.Metadata.Uid && !string.IsNullOrEmpty(other.Spec.NodeName) && !PodFacts.IsFinished(other) && ClaimNames(other).Contains(claim.Metadata.Name));

    private static DelayedClaim DelayedOf(V1PersistentVolumeClaim claim, IClusterClient cluster)
    {
        var type = cluster.Find<V1StorageClass>("", claim.Spec.StorageClassName)!;
        return new DelayedClaim(claim, [.. BindingPlan.Matches(claim, cluster.List<V1PersistentVolume>())], type.Provisioner != BindingPlan.NoProvisioner);
    }
}
