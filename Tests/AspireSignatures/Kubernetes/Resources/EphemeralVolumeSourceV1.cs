#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class EphemeralVolumeSourceV1
{
    public PersistentVolumeClaimTemplateV1 VolumeClaimTemplate { get; set; } = new();
}
