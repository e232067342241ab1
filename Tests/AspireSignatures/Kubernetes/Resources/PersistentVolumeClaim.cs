#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class PersistentVolumeClaim() : BaseKubernetesResource("v1", "PersistentVolumeClaim")
{
    public PersistentVolumeClaimSpecV1 Spec { get; set; } = new();
}
