#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ServiceAccountTokenProjectionV1
{
    public string? Audience { get; set; }
    public long? ExpirationSeconds { get; set; }
    public string Path { get; set; } = null!;
}
