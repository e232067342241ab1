using k8s.Models;

namespace Workshop.Cluster.Scheduling;

/// <summary>A claim of a class with <c>WaitForFirstConsumer</c>.</summary>
/// <param name="Volumes">Free volumes that fit, the best first.</param>
/// <param name="IsProvisioned">Somebody makes one where none fits.</param>
internal sealed record DelayedClaim(V1PersistentVolumeClaim Claim, IReadOnlyList<V1PersistentVolume> Volumes, bool IsProvisioned)
{
    /// <returns>The volume for a pod on that node; null: none, or a new one.</returns>
    public V1PersistentVolume? VolumeOn(V1Node node) => Volumes.FirstOrDefault(volume => NodeAffinity.Allows(volume, node));

    public bool CanBeHadOn(V1Node node) => IsProvisioned || VolumeOn(node) is not null;
}
