#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ResourceClaimV1
{
    public string Name { get; set; } = null!;
    public string Request { get; set; } = null!;
}
