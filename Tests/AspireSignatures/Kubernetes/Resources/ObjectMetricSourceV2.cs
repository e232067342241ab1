#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ObjectMetricSourceV2
{
    public MetricIdentifierV2 Metric { get; set; } = new();
    public CrossVersionObjectReferenceV2 DescribedObject { get; set; } = new();
    public MetricTargetV2 Target { get; set; } = new();
}
