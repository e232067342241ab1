#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class RollingUpdateStatefulSetStrategyV1
{
    public int? MaxUnavailable { get; set; }
    public int? Partition { get; set; }
}
