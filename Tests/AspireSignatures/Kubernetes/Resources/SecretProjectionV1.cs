#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class SecretProjectionV1
{
    public List<KeyToPathV1> Items { get; } = [];
    public string Name { get; set; } = null!;
    public bool? Optional { get; set; }
}
