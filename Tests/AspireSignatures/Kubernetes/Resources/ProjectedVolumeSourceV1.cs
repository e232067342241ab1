#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ProjectedVolumeSourceV1
{
    public int? DefaultMode { get; set; }
    public List<VolumeProjectionV1> Sources { get; } = [];
}
