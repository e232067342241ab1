using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Translation;

/// <summary>Which endpoints are part of a workload's Service, and under which port: <c>http://hello</c> means port 80.</summary>
internal sealed class ServicePorts(ApplicationModel model, TranslationTarget target)
{
    public IReadOnlyList<ServicePort> Of(Workload workload) =>
        [.. workload.Endpoints.Where(endpoint => !IsForProbesOnly(workload, endpoint)).Select(endpoint => new ServicePort(endpoint, PortOf(workload, endpoint)))];

    public ServicePort Of(EndpointReference reference)
    {
        var owner = model.Of(reference.Resource);
        var endpoint = owner.Endpoints.First(candidate => candidate.Name == reference.EndpointName);
        return new(endpoint, PortOf(owner, endpoint));
    }

    private int PortOf(Workload workload, EndpointAnnotation endpoint) => endpoint switch
    {
        { IsExternal: true } when target.ExternalPorts.TryGetValue(new(workload.Name, endpoint.Name), out var port) => port,
        { Port: { } port } => port,
        { Name: "http" } => 80,
        { Name: "https" } => 443,
        _ => endpoint.ListeningPort,
    };

    // The health port is asked by the node, not by clients: it stays out unless another resource refers to it.
    private bool IsForProbesOnly(Workload workload, EndpointAnnotation endpoint) =>
        !endpoint.IsExternal
        && endpoint.Name is not ("http" or "https")
        && workload.Probes.Any(probe => probe.EndpointName == endpoint.Name)
        && !model.Workloads.Where(other => other != workload).SelectMany(Referenced).Any(reference => reference.Resource == workload.Resource && reference.EndpointName == endpoint.Name);

    private static IEnumerable<EndpointReference> Referenced(Workload workload) =>
        from variable in workload.Environment
        from part in variable.Value.Parts
        let reference = part as EndpointReference ?? (part as EndpointReferenceExpression)?.Endpoint
        where reference is not null
        select reference;
}
