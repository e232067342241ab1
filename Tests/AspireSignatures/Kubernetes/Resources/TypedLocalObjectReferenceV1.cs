#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class TypedLocalObjectReferenceV1
{
    public string Kind { get; set; } = null!;
    public string Name { get; set; } = null!;
    public string ApiGroup { get; set; } = null!;
}
