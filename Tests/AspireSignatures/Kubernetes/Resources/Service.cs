#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class Service() : BaseKubernetesResource("v1", "Service")
{
    public ServiceSpecV1 Spec { get; set; } = new();
}
