#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class StatefulSetUpdateStrategyV1
{
    public RollingUpdateStatefulSetStrategyV1? RollingUpdate { get; set; }
    public string Type { get; set; } = "RollingUpdate";
}
