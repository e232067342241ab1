#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class SessionAffinityConfigV1
{
    public ClientIPConfigV1 ClientIp { get; set; } = new();
}
