#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ConfigMapVolumeSourceV1
{
    public int? DefaultMode { get; set; }
    public string Name { get; set; } = null!;
    public bool? Optional { get; set; }
    public List<KeyToPathV1> Items { get; } = [];
}
