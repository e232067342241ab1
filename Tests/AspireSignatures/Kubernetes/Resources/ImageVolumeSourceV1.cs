#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ImageVolumeSourceV1
{
    public string Reference { get; set; } = null!;
    public string PullPolicy { get; set; } = null!;
}
