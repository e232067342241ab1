#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class HttpHeaderV1
{
    public string Name { get; set; } = null!;
    public string Value { get; set; } = null!;
}
