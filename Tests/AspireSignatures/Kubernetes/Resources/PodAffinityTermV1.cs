#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class PodAffinityTermV1
{
    public LabelSelectorV1 LabelSelector { get; set; } = new();
    public LabelSelectorV1 NamespaceSelector { get; set; } = new();
    public List<string> MatchLabelKeys { get; } = [];
    public List<string> MismatchLabelKeys { get; } = [];
    public List<string> Namespaces { get; } = [];
    public string TopologyKey { get; set; } = null!;
}
