#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class NodeSelectorV1
{
    public List<NodeSelectorTermV1> NodeSelectorTerms { get; } = [];
}
