using Workshop.Hosting.Manifests;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// A Service of a cluster, whoever made it, as an endpoint of the application: referred to and waited for like an endpoint of Aspire's own. It is Running and healthy while a
/// pod behind the Service is Ready. Published, a reference to it is the Service's name in the cluster.
/// </summary>
public sealed class ServiceEndpointResource : Resource, IResourceWithServiceDiscovery, IResourceWithWaitSupport
{
    internal ServiceEndpointResource(string name, EmbeddedClusterResource cluster, string serviceName, int servicePort, string ns)
        : base(name) => (Cluster, ServiceName, ServicePort, Namespace) = (cluster, serviceName, servicePort, ns);

    /// <summary>The cluster that has the Service.</summary>
    public EmbeddedClusterResource Cluster { get; }

    /// <summary>The Service's name, as <c>kubectl get services</c> shows it.</summary>
    public string ServiceName { get; }

    /// <summary>The Service's own port, not the pods': 1 to 65535.</summary>
    public int ServicePort { get; }

    /// <summary>The Service's namespace.</summary>
    public string Namespace { get; }

    /// <summary>By what pods call it.</summary>
    internal string HostName => $"{ServiceName}.{Namespace}";

    internal EndpointAnnotation Endpoint => Annotations.OfType<EndpointAnnotation>().Single();

    internal GuestHealth Health { get; set; } = GuestHealth.NotStarted;
}
