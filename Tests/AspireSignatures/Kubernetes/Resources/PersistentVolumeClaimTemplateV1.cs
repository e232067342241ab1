#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class PersistentVolumeClaimTemplateV1
{
    public ObjectMetaV1 Metadata { get; set; } = new();
    public PersistentVolumeClaimSpecV1 Spec { get; set; } = new();
}
