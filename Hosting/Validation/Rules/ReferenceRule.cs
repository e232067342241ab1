using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Validation.Rules;

/// <summary>What a resource refers to exists: resources, their endpoints, parameters.</summary>
internal sealed class ReferenceRule : IModelRule
{
    public IEnumerable<ModelFinding> Check(ApplicationModel model) =>
        model.Workloads.SelectMany(workload => References(workload).SelectMany(reference => Check(model, workload, reference)));

    private static IEnumerable<object> References(Workload workload) =>
        workload.References.Select(reference => (object)reference.Endpoint)
            .Concat(workload.Expressions.SelectMany(expression => expression.Parts))
            .Concat(workload.Waits.Select(wait => wait.Dependency));

    private static IEnumerable<ModelFinding> Check(ApplicationModel model, Workload workload, object reference)
    {
        var resource = reference switch
        {
            IResource named => named,
            EndpointReference endpoint => endpoint.Resource,
            EndpointReferenceExpression property => property.Endpoint.Resource,
            _ => null,
        };
        if (resource is null)
        {
            yield break;
        }

        if (resource is ServiceEndpointResource service && !model.Resources.Contains(service))
        {
            yield return new(workload.Name, $"it refers to '{service.Name}', a Service of the embedded cluster, which is there in a run alone. Refer to it under builder.ExecutionContext.IsRunMode, and name the address of the other cluster's elsewhere (WithEnvironment).");
            yield break;
        }

        if (resource is not ParameterResource && !model.Resources.Contains(resource))
        {
            yield return new(workload.Name, $"it refers to '{resource.Name}', which is no part of this application. Add it to the same builder.");
            yield break;
        }

        var endpointName = reference switch
        {
            EndpointReference endpoint => endpoint.EndpointName,
            EndpointReferenceExpression property => property.Endpoint.EndpointName,
            _ => null,
        };
        if (endpointName is not null && model.Find(resource) is { } owner && owner.FindEndpoint(endpointName) is null)
        {
            yield return new(workload.Name, $"it refers to endpoint '{endpointName}' of '{resource.Name}', which has {Named(owner.Endpoints)}.");
        }
    }

    private static string Named(IReadOnlyList<WorkloadEndpoint> endpoints) =>
        endpoints.Count == 0 ? "no endpoints" : $"only {string.Join(", ", endpoints.Select(endpoint => $"'{endpoint.Name}'"))}";
}
