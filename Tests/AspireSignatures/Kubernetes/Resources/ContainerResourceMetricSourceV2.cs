#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ContainerResourceMetricSourceV2
{
    public string Name { get; set; } = null!;
    public string Container { get; set; } = null!;
    public MetricTargetV2 Target { get; set; } = new();
}
