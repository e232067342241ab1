#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class TypedObjectReferenceV1
{
    public string Kind { get; set; } = null!;
    public string Name { get; set; } = null!;
    public string Namespace { get; set; } = null!;
    public string ApiGroup { get; set; } = null!;
}
