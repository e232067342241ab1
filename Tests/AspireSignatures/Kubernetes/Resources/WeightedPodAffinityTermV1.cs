#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class WeightedPodAffinityTermV1
{
    public PodAffinityTermV1 PodAffinityTerm { get; set; } = new();
    public int Weight { get; set; }
}
