#nullable enable

using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace Aspire.Hosting;

public static class KubernetesGatewayExtensions
{
    public static IResourceBuilder<KubernetesGatewayResource> AddGateway(this IResourceBuilder<KubernetesEnvironmentResource> builder, string name) =>
        builder.ApplicationBuilder.AddResource(new KubernetesGatewayResource(name, builder.Resource));

    public static IResourceBuilder<KubernetesGatewayResource> WithGatewayClass(this IResourceBuilder<KubernetesGatewayResource> builder, string className) => builder;

    public static IResourceBuilder<KubernetesGatewayResource> WithRoute(this IResourceBuilder<KubernetesGatewayResource> builder, string path, EndpointReference endpoint, GatewayPathMatchType pathType = GatewayPathMatchType.PathPrefix)
    {
        builder.Resource.Routes.Add((path, endpoint));
        return builder;
    }
}
