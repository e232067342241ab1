#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class DownwardApiProjectionV1
{
    public List<DownwardApiVolumeFileV1> Items { get; } = [];
}
