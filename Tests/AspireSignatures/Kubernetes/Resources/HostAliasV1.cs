#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class HostAliasV1
{
    public string Ip { get; set; } = null!;
    public List<string> Hostnames { get; } = [];
}
