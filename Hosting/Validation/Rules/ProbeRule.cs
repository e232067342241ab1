using System.Globalization;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Validation.Rules;

/// <summary>A probe asks an endpoint that exists, over HTTP, in times that Kubernetes takes; one probe of each type.</summary>
internal sealed class ProbeRule : IModelRule
{
    public IEnumerable<ModelFinding> Check(ApplicationModel model) => model.Workloads.SelectMany(Check);

    private static IEnumerable<ModelFinding> Check(Workload workload)
    {
        foreach (var probe in workload.Probes)
        {
            var name = $"{probe.Type.ToString().ToLower(CultureInfo.InvariantCulture)} probe";
            switch (workload.FindEndpoint(probe.EndpointName))
            {
                case null:
                    yield return new(workload.Name, $"its {name} asks endpoint '{probe.EndpointName}', which does not exist. Add the endpoint or name another (endpointName).");
                    break;
                case { Scheme: not ("http" or "https") } endpoint:
                    yield return new(workload.Name, $"its {name} asks endpoint '{probe.EndpointName}' over HTTP, but that speaks {endpoint.Scheme}.");
                    break;
            }

            if (!probe.Path.StartsWith('/'))
            {
                yield return new(workload.Name, $"its {name} has path '{probe.Path}'. A path begins with '/'.");
            }

            if (probe is { InitialDelaySeconds: < 0 } or { PeriodSeconds: < 1 } or { TimeoutSeconds: < 1 } or { FailureThreshold: < 1 } or { SuccessThreshold: < 1 })
            {
                yield return new(workload.Name, $"its {name} has a time or threshold below 1 (the initial delay: below 0).");
            }
        }

        foreach (var same in workload.Probes.GroupBy(probe => probe.Type).Where(group => group.Count() > 1))
        {
            yield return new(workload.Name, $"it has {same.Count()} probes of type {same.Key}. Kubernetes takes one.");
        }

        // Aspire makes a health check of each probe, named by endpoint and path, and refuses two of one name.
        foreach (var same in workload.Probes.GroupBy(probe => (probe.EndpointName, probe.Path)).Where(group => group.Count() > 1))
        {
            yield return new(workload.Name, $"{same.Count()} of its probes ask '{same.Key.Path}' of endpoint '{same.Key.EndpointName}'. Aspire takes one; give each a path of its own.");
        }
    }
}
