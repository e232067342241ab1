using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Running;

/// <summary>Where Aspire's side of a run reaches the pods: at their Services' addresses. Pure but for <see cref="Allocate"/>.</summary>
internal sealed class ServiceAddresses(ApplicationModel model, TranslationTarget target, ApplicationSnapshot observed)
{
    private readonly ServicePorts _ports = new(model, target);

    /// <summary>Whether every Service of the workload has its address.</summary>
    public bool AreKnown(Workload workload) => _ports.Of(workload).Count == 0 || AddressOf(workload) is not null;

    /// <summary>The endpoints' addresses as a client on this machine writes them, by endpoint.</summary>
    public IEnumerable<(WorkloadEndpoint Endpoint, Uri Url)> UrlsOf(Workload workload) =>
        from port in _ports.Of(workload)
        select (port.Endpoint, new UriBuilder(port.Endpoint.Scheme, AddressOf(workload), port.Port).Uri);

    /// <summary>Tells Aspire: references, connection strings and health checks of others wait for it.</summary>
    public void Allocate(Workload workload)
    {
        var served = _ports.Of(workload);
        foreach (var annotation in workload.Resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (served.FirstOrDefault(port => port.Endpoint.Name == annotation.Name) is { } port)
            {
                annotation.AllocatedEndpoint = new AllocatedEndpoint(
                    annotation,
                    AddressOf(workload)!,
                    port.Port,
                    targetPortExpression: port.Endpoint.ListeningPort.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>The address of the workload's Service; null while it has none.</summary>
    public string? AddressOf(Workload workload)
    {
        var name = workload.IsStateful && model.Workloads.Contains(workload) ? SteadyServices.NameOf(workload) : workload.Name;
        if (!observed.Services.TryGetValue(name, out var service))
        {
            return null;
        }

        return service.Spec.Type == "LoadBalancer" ? service.Status?.LoadBalancer?.Ingress?.FirstOrDefault()?.Ip : service.Spec.ClusterIP;
    }
}
