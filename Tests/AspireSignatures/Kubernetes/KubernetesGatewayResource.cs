#nullable enable

using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

public class KubernetesGatewayResource : Resource, IResourceWithParent<KubernetesEnvironmentResource>, IResourceWithParent
{
    public KubernetesGatewayResource(string name, KubernetesEnvironmentResource environment) : base(name) => Parent = environment;
    public KubernetesEnvironmentResource Parent { get; }
    public ReferenceExpression? GatewayClassName { get; set; }
    internal List<(string Path, EndpointReference Endpoint)> Routes { get; } = [];
}
