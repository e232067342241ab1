using k8s.Models;

namespace Workshop.Cluster.Loops.Volumes;

/// <summary>Decides which volume a claim gets; touches nothing.</summary>
internal static class ClaimPlan
{
    /// <returns>The smallest free volume that is large enough, or the one that waits for this claim.</returns>
    public static V1PersistentVolume? Match(V1PersistentVolumeClaim claim, IEnumerable<V1PersistentVolume> volumes) => volumes
        .Where(volume => volume.Metadata.DeletionTimestamp is null && IsFree(volume, claim) && Fits(volume, claim))
        .OrderByDescending(volume => volume.Spec.ClaimRef is not null)
        .ThenBy(volume => Size(volume.Spec.Capacity).ToDecimal())
        .ThenBy(volume => volume.Metadata.Name, StringComparer.Ordinal)
        .FirstOrDefault();

    public static ResourceQuantity Size(V1PersistentVolumeClaim claim) => Size(claim.Spec.Resources?.Requests);

    public static V1ObjectReference ReferenceTo(V1PersistentVolumeClaim claim) => new()
    {
        ApiVersion = "v1",
        Kind = "PersistentVolumeClaim",
        Name = claim.Metadata.Name,
        NamespaceProperty = claim.Metadata.NamespaceProperty,
        ResourceVersion = claim.Metadata.ResourceVersion,
        Uid = claim.Metadata.Uid,
    };

    private static bool IsFree(V1PersistentVolume volume, V1PersistentVolumeClaim claim) => volume.Spec.ClaimRef is not { } taken
        || (taken.Name == claim.Metadata.Name && taken.NamespaceProperty == claim.Metadata.NamespaceProperty && (string.IsNullOrEmpty(taken.Uid) || taken.Uid == claim.Metadata.Uid));

    private static bool Fits(V1PersistentVolume volume, V1PersistentVolumeClaim claim) =>
        (volume.Spec.StorageClassName ?? "") == (claim.Spec.StorageClassName ?? "")
        && (claim.Spec.AccessModes ?? []).All(mode => volume.Spec.AccessModes?.Contains(mode) == true)
        && (volume.Spec.VolumeMode ?? "Filesystem") == (claim.Spec.VolumeMode ?? "Filesystem")
        && (claim.Spec.Selector is null || LabelMatch.Fits(claim.Spec.Selector, volume.Metadata.Labels))
        && Size(volume.Spec.Capacity).ToDecimal() >= Size(claim).ToDecimal();

    private static ResourceQuantity Size(IDictionary<string, ResourceQuantity>? amounts) =>
        amounts?.TryGetValue("storage", out var size) == true ? size : new ResourceQuantity("0");
}
