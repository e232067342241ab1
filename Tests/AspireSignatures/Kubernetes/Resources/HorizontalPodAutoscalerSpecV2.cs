#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class HorizontalPodAutoscalerSpecV2
{
    public CrossVersionObjectReferenceV2 ScaleTargetRef { get; set; } = new();
    public HorizontalPodAutoscalerBehaviorV2 Behavior { get; set; } = new();
    public int MaxReplicas { get; set; } = 1;
    public List<MetricSpecV2> Metrics { get; } = [];
    public int? MinReplicas { get; set; }
}
