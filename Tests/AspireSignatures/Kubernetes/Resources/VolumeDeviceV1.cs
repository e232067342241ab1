#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class VolumeDeviceV1
{
    public string Name { get; set; } = null!;
    public string DevicePath { get; set; } = null!;
}
