#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class CrossVersionObjectReferenceV2() : BaseKubernetesResource("v2", "ObjectReference")
{
    public string Name { get; set; } = null!;
}
