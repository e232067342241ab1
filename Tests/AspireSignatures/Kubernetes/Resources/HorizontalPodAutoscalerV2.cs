#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class HorizontalPodAutoscalerV2() : BaseKubernetesResource("autoscaling/v2", "HorizontalPodAutoscaler")
{
    public HorizontalPodAutoscalerSpecV2 Spec { get; set; } = new();
}
