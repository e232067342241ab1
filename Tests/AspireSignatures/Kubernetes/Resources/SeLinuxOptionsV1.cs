#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class SeLinuxOptionsV1
{
    public string Role { get; set; } = null!;
    public string Type { get; set; } = null!;
    public string Level { get; set; } = null!;
    public string User { get; set; } = null!;
}
