#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ExternalMetricSourceV2
{
    public MetricIdentifierV2 Metric { get; set; } = new();
    public MetricTargetV2 Target { get; set; } = new();
}
