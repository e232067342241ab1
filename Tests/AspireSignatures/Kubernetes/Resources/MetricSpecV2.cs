#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class MetricSpecV2
{
    public ContainerResourceMetricSourceV2 ContainerResource { get; set; } = new();
    public ResourceMetricSourceV2 Resource { get; set; } = new();
    public string Type { get; set; } = null!;
    public ExternalMetricSourceV2 External { get; set; } = new();
    public PodsMetricSourceV2 Pods { get; set; } = new();
    public ObjectMetricSourceV2 Object { get; set; } = new();
}
