#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public abstract class Workload : BaseKubernetesResource
{
    protected Workload(string apiVersion, string kind) : base(apiVersion, kind)
    {
    }

    public abstract PodTemplateSpecV1 PodTemplate { get; }
}
