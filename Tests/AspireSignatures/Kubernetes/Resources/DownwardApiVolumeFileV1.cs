#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class DownwardApiVolumeFileV1
{
    public ObjectFieldSelectorV1? FieldRef { get; set; }
    public int? Mode { get; set; }
    public string Path { get; set; } = null!;
    public ResourceFieldSelectorV1? ResourceFieldRef { get; set; }
}
