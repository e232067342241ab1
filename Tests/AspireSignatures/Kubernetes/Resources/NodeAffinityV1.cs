#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class NodeAffinityV1
{
    public List<PreferredSchedulingTermV1> PreferredDuringSchedulingIgnoredDuringExecution { get; } = [];
    public NodeSelectorV1 RequiredDuringSchedulingIgnoredDuringExecution { get; set; } = new();
}
