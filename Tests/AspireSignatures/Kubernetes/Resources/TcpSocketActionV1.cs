#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class TcpSocketActionV1
{
    public string Host { get; set; } = null!;
    public int Port { get; set; }
}
