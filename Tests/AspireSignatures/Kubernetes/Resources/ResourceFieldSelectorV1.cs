#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ResourceFieldSelectorV1
{
    public string ContainerName { get; set; } = null!;
    public string Resource { get; set; } = null!;
    public string Divisor { get; set; } = null!;
}
