using Workshop.Hosting.Model;

namespace Workshop.Hosting.Validation.Rules;

/// <summary>All external endpoints share one address, so a port that is asked for can be given once.</summary>
internal sealed class ExternalPortRule : IModelRule
{
    public IEnumerable<ModelFinding> Check(ApplicationModel model) =>
        from workload in model.Workloads
        from endpoint in workload.Endpoints
        where endpoint is { IsExternal: true, Port: not null }
        group workload.Name by endpoint.Port into clash
        where clash.Count() > 1
        select new ModelFinding(clash.Last(), $"external port {clash.Key} is also used by '{clash.First()}'. Give one of them another port.");
}
