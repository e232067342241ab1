#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public abstract class BaseKubernetesResource : BaseKubernetesObject
{
    protected BaseKubernetesResource(string apiVersion, string kind) : base(apiVersion, kind)
    {
    }

    public ObjectMetaV1 Metadata { get; set; } = new();
}
