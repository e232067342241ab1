#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class EnvFromSourceV1
{
    public ConfigMapEnvSourceV1? ConfigMapRef { get; set; }
    public SecretEnvSourceV1? SecretRef { get; set; }
    public string? Prefix { get; set; }
}
