#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class HpaScalingPolicyV2
{
    public string Type { get; set; } = null!;
    public int Value { get; set; }
    public int PeriodSeconds { get; set; }
}
