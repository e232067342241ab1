#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class GrpcActionV1
{
    public string Service { get; set; } = null!;
    public int Port { get; set; }
}
