#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class PodResourceClaimV1
{
    public string Name { get; set; } = null!;
    public string ResourceClaimName { get; set; } = null!;
    public string ResourceClaimTemplateName { get; set; } = null!;
}
