#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class SecretEnvSourceV1
{
    public string Name { get; set; } = null!;
    public bool? Optional { get; set; }
}
