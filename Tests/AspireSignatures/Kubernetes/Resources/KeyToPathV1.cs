#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class KeyToPathV1
{
    public int? Mode { get; set; }
    public string Path { get; set; } = null!;
    public string Key { get; set; } = null!;
}
