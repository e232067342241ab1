#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class MetricTargetV2
{
    public string AverageValue { get; set; } = null!;
    public string Type { get; set; } = null!;
    public string Value { get; set; } = null!;
    public int? AverageUtilization { get; set; }
}
