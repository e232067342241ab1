#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ResourceRequirementsV1
{
    public List<ResourceClaimV1> Claims { get; } = [];
    public Dictionary<string, string> Limits { get; } = [];
    public Dictionary<string, string> Requests { get; } = [];
}
