#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class PodAntiAffinityV1
{
    public List<WeightedPodAffinityTermV1> PreferredDuringSchedulingIgnoredDuringExecution { get; } = [];
    public List<PodAffinityTermV1> RequiredDuringSchedulingIgnoredDuringExecution { get; } = [];
}
