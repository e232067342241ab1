#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class OwnerReferenceV1 : BaseKubernetesObject
{
    public string Uid { get; set; } = null!;
    public string Name { get; set; } = null!;
    public bool? BlockOwnerDeletion { get; set; }
    public bool? Controller { get; set; }
}
