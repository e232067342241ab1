#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class PreferredSchedulingTermV1
{
    public NodeSelectorTermV1 Preference { get; set; } = new();
    public int Weight { get; set; }
}
