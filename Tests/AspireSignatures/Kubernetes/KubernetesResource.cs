#nullable enable

using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Resources;

namespace Aspire.Hosting.Kubernetes;

public class KubernetesResource : Resource, IResourceWithParent<KubernetesEnvironmentResource>, IResourceWithParent
{
    public KubernetesResource(string name, IResource resource, KubernetesEnvironmentResource kubernetesEnvironmentResource) : base(name) => Parent = kubernetesEnvironmentResource;
    public KubernetesEnvironmentResource Parent { get; }
    IResource IResourceWithParent.Parent => Parent;
    public Workload? Workload { get; set; }
    public ConfigMap? ConfigMap { get; set; }
    public Secret? Secret { get; set; }
    public Service? Service { get; set; }
    public List<BaseKubernetesResource> AdditionalResources { get; } = [];
}
