#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ClientIPConfigV1
{
    public int? TimeoutSeconds { get; set; }
}
