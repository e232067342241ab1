#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class NodeSelectorRequirementV1
{
    public string Operator { get; set; } = null!;
    public List<string> Values { get; } = [];
    public string Key { get; set; } = null!;
}
