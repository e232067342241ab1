#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class NodeSelectorTermV1
{
    public List<NodeSelectorRequirementV1> MatchExpressions { get; } = [];
    public List<NodeSelectorRequirementV1> MatchFields { get; } = [];
}
