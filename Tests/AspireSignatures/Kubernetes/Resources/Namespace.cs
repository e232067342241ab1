#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class Namespace() : BaseKubernetesResource("v1", "Namespace")
{
    public NamespaceSpecV1 Spec { get; set; } = new();
}
