#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class PodTemplate() : BaseKubernetesResource("v1", "PodTemplate")
{
    public PodTemplateSpecV1 Template { get; set; } = new();
}
