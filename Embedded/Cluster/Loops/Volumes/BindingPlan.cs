using k8s.Models;

namespace Workshop.Cluster.Loops.Volumes;

/// <summary>Decides which volume a claim gets; touches nothing.</summary>
internal static class BindingPlan
{
    /// <summary>The provisioner of classes whose volumes somebody makes by hand.</summary>
    public const string NoProvisioner = "kubernetes.io/no-provisioner";

    /// <summary>On a volume or a claim: its other half was chosen by the cluster, not by a user.</summary>
    public const string BoundByController = "pv.kubernetes.io/bound-by-controller";

    public const string BindCompleted = "pv.kubernetes.io/bind-completed";

    /// <summary>On a claim: who is to make its volume.</summary>
    public const string StorageProvisioner = "volume.kubernetes.io/storage-provisioner";

    /// <summary>The older name for the same.</summary>
    public const string BetaStorageProvisioner = "volume.beta.kubernetes.io/storage-provisioner";

    /// <returns>The volume that waits for this claim, or the smallest free one that is large enough.</returns>
    public static V1PersistentVolume? Match(V1PersistentVolumeClaim claim, IEnumerable<V1PersistentVolume> volumes) => Matches(claim, volumes).FirstOrDefault();

    /// <summary>All volumes that would do, the best first.</summary>
    public static IEnumerable<V1PersistentVolume> Matches(V1PersistentVolumeClaim claim, IEnumerable<V1PersistentVolume> volumes) => volumes
        .Where(volume => volume.Metadata.DeletionTimestamp is null && IsFree(volume, claim) && (Mismatch(volume, claim) is null) && FitsSelector(volume, claim))
        .OrderByDescending(volume => volume.Spec.ClaimRef is not null)
        .ThenBy(volume => Size(volume.Spec.Capacity).ToDecimal())
        .ThenBy(volume => volume.Metadata.Name, StringComparer.Ordinal);

    /// <summary>Whether the volume belongs to nobody else.</summary>
    public static bool IsFree(V1PersistentVolume volume, V1PersistentVolumeClaim claim) => volume.Spec.ClaimRef is not { } taken
        || (taken.Name == claim.Metadata.Name && taken.NamespaceProperty == claim.Metadata.NamespaceProperty && (string.IsNullOrEmpty(taken.Uid) || taken.Uid == claim.Metadata.Uid));

    /// <returns>Why the volume cannot serve the claim, in Kubernetes' words; null: it can.</returns>
    public static string? Mismatch(V1PersistentVolume volume, V1PersistentVolumeClaim claim) =>
        Size(volume.Spec.Capacity).ToDecimal() < Size(claim).ToDecimal() ? "requested PV is too small"
        : (volume.Spec.StorageClassName ?? "") != (claim.Spec.StorageClassName ?? "") ? "storageClassName does not match"
        : (volume.Spec.VolumeMode ?? "Filesystem") != (claim.Spec.VolumeMode ?? "Filesystem") ? "incompatible volumeMode"
        : (claim.Spec.AccessModes ?? []).All(mode => volume.Spec.AccessModes?.Contains(mode) == true) ? null
        : "incompatible accessMode";

    /// <summary>Whether the claim gets its volume only when a pod that uses it has a node.</summary>
    public static bool WaitsForPod(V1PersistentVolumeClaim claim, V1StorageClass? type) =>
        type?.VolumeBindingMode == "WaitForFirstConsumer" && string.IsNullOrEmpty(claim.Spec.VolumeName);

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

    private static bool FitsSelector(V1PersistentVolume volume, V1PersistentVolumeClaim claim) => claim.Spec.Selector is null || LabelMatch.Fits(claim.Spec.Selector, volume.Metadata.Labels);

    public static ResourceQuantity Size(IDictionary<string, ResourceQuantity>? amounts) =>
        amounts?.TryGetValue("storage", out var size) == true ? size : new ResourceQuantity("0");
}
