#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class PodReadinessGateV1
{
    public string ConditionType { get; set; } = null!;
}
