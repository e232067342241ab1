#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class HpaScalingRulesV2
{
    public List<HpaScalingPolicyV2> Policies { get; } = [];
    public int? StabilizationWindowSeconds { get; set; }
    public string SelectPolicy { get; set; } = null!;
}
