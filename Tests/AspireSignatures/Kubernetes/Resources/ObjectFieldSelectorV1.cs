#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ObjectFieldSelectorV1
{
    public string FieldPath { get; set; } = null!;
    public string ApiVersion { get; set; } = null!;
}
