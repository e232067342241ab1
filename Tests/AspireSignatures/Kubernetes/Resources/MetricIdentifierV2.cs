#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class MetricIdentifierV2
{
    public string Name { get; set; } = null!;
    public LabelSelectorV1 Selector { get; set; } = new();
}
