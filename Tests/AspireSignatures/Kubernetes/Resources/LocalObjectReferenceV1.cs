#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class LocalObjectReferenceV1
{
    public string Name { get; set; } = null!;
}
