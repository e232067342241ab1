#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ConfigMapEnvSourceV1
{
    public string Name { get; set; } = null!;
    public bool? Optional { get; set; }
}
