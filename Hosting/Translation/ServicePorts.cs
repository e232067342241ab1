using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Translation;

/// <summary>Which endpoints are part of a workload's Service, and under which port: <c>http://hello</c> means port 80.</summary>
internal sealed class ServicePorts(ApplicationModel model, TranslationTarget target)
{
    public IReadOnlyList<ServicePort> Of(Workload workload) =>
        [.. workload.Endpoints.Where(endpoint => !IsForProbesOnly(workload, endpoint)).Select(endpoint => new ServicePort(endpoint, PortOf(workload, endpoint)))];

    /// <summary>False for an endpoint that probes alone ask: it is no part of a Service.</summary>
    public bool Serves(EndpointReference reference) => Of(model.Of(reference.Resource)).Any(port => port.Endpoint == model.Of(reference.Resource).FindEndpoint(reference.EndpointName));

    public ServicePort Of(EndpointReference reference)
    {
        var owner = model.Of(reference.Resource);
        var endpoint = owner.FindEndpoint(reference.EndpointName)!;
        return new(endpoint, PortOf(owner, endpoint));
    }

    private int PortOf(Workload workload, WorkloadEndpoint endpoint) => endpoint switch
    {
        { IsExternal: true } when target.ExternalPorts.TryGetValue(new(workload.Name, endpoint.Name), out var port) => port,
        { Port: { } port } => port,
        { Name: "http" } => 80,
        { Name: "https" } => 443,
        _ => endpoint.ListeningPort,
    };

    // The health port is asked by the node, not by clients: it stays out unless another resource refers to it.
    private bool IsForProbesOnly(Workload workload, WorkloadEndpoint endpoint) =>
        !endpoint.IsExternal
        && endpoint.Name is not ("http" or "https")
        && workload.Probes.Any(probe => probe.EndpointName == endpoint.Name)
        && !model.Workloads.Where(other => other != workload).SelectMany(Referenced).Any(reference => reference.Resource == workload.Resource && reference.EndpointName == endpoint.Name);

    private static IEnumerable<EndpointReference> Referenced(Workload workload) => workload.Expressions.SelectMany(expression => expression.Endpoints);
}
