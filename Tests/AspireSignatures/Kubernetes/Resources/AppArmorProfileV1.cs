#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class AppArmorProfileV1
{
    public string LocalhostProfile { get; set; } = null!;
    public string Type { get; set; } = null!;
}
