#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class HorizontalPodAutoscalerBehaviorV2
{
    public HpaScalingRulesV2 ScaleDown { get; set; } = new();
    public HpaScalingRulesV2 ScaleUp { get; set; } = new();
}
