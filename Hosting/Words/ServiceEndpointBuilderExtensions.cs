using System.Globalization;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Workshop.Hosting.Manifests;

namespace Aspire.Hosting;

/// <summary>Services of a cluster, as endpoints of the application.</summary>
public static class ServiceEndpointBuilderExtensions
{
    private const int LastPort = 65535;

    /// <summary>
    /// Adds a Service of the cluster as an endpoint: <c>WithReference</c> of it gives <c>services__NAME__http__0</c> (and <c>NAME_HTTP</c>), the Service's address on this
    /// machine for what Aspire's orchestrator runs and for programs that know no names, <c>http://SERVICE.NAMESPACE</c> for the other pods and in publish; <c>WaitFor</c> of it waits until a
    /// pod behind the Service is Ready. Who refers to it is not started before the Service exists. A Service without an address of its own (headless) is none.
    /// </summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="serviceName">The Service's name.</param>
    /// <param name="servicePort">The Service's own port: 1 to 65535.</param>
    /// <param name="namespace">The Service's namespace.</param>
    /// <param name="scheme">The endpoint's scheme, which is its name, too; null: <c>https</c> for the ports 443 and 8443, else <c>http</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The port is another number.</exception>
    public static IResourceBuilder<ServiceEndpointResource> AddServiceEndpoint(
        this IResourceBuilder<EmbeddedClusterResource> builder, [ResourceName] string name, string serviceName, int servicePort, string @namespace = "default", string? scheme = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(serviceName);
        ArgumentException.ThrowIfNullOrWhiteSpace(@namespace);
        ArgumentOutOfRangeException.ThrowIfLessThan(servicePort, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(servicePort, LastPort);
        var endpoint = new ServiceEndpointResource(name, builder.Resource, serviceName, servicePort, @namespace);
        endpoint.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, uriScheme: scheme ?? (servicePort is 443 or 8443 ? "https" : "http"), port: servicePort, isProxied: false));
        var application = builder.ApplicationBuilder;
        if (!application.ExecutionContext.IsRunMode)
        {
            return application.CreateResourceBuilder(endpoint);
        }

        var key = $"{name}_service";
        application.Services.AddHealthChecks().Add(new HealthCheckRegistration(key, _ => new GuestHealth.Check(() => endpoint.Health), failureStatus: null, tags: null));
        return application.AddResource(endpoint)
            .WithInitialState(GuestRows.Initial("Service", string.Create(CultureInfo.InvariantCulture, $"{endpoint.HostName}:{servicePort}"), builder.Resource))
            .WithIconName("ArrowRouting")
            .WithHealthCheck(key)
            .ExcludeFromManifest();
    }
}
