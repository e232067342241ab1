#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class PodDnsConfigV1
{
    public List<string> Nameservers { get; } = [];
    public List<PodDnsConfigOptionV1> Options { get; } = [];
    public List<string> Searches { get; } = [];
}
