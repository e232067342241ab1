#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class HostPathVolumeSourceV1
{
    public string Type { get; set; } = null!;
    public string Path { get; set; } = null!;
}
