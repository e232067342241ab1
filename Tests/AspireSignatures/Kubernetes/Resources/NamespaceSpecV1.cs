#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class NamespaceSpecV1
{
    public List<string> Finalizers { get; } = [];
}
