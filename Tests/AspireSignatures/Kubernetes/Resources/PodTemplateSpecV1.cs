#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class PodTemplateSpecV1
{
    public ObjectMetaV1 Metadata { get; set; } = new();
    public PodSpecV1 Spec { get; set; } = new();
}
