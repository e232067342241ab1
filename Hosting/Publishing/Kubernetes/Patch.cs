#pragma warning disable ASPIREPROBES001 // Experimental in Aspire.

using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Publishing.Kubernetes;

/// <summary>Pieces of objects that are laid over the base's.</summary>
internal static class Patch
{
    public static JsonObject Of(string apiVersion, string kind, string name, TranslationTarget target) => new()
    {
        ["apiVersion"] = apiVersion,
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = target.Namespace },
    };

    /// <summary>Sets variables of a workload's container; those that are not named stay.</summary>
    public static JsonObject Environment(Workload workload, TranslationTarget target, params (string Name, string Value)[] variables) =>
        Environment(workload, target, [.. variables.Select(variable => new JsonObject { ["name"] = variable.Name, ["value"] = variable.Value })]);

    /// <summary>The same for variables that are more than a text: those out of a Secret.</summary>
    public static JsonObject Environment(Workload workload, TranslationTarget target, IReadOnlyList<JsonObject> variables)
    {
        var patch = Of("apps/v1", "Deployment", workload.Name, target);
        patch["spec"] = new JsonObject
        {
            ["template"] = new JsonObject
            {
                ["spec"] = new JsonObject
                {
                    ["containers"] = new JsonArray(new JsonObject
                    {
                        ["name"] = workload.Name,
                        ["env"] = new JsonArray([.. variables]),
                    }),
                },
            },
        };
        return patch;
    }

    /// <summary>Those that are ours, and understand our settings.</summary>
    public static IEnumerable<Workload> Projects(ApplicationModel model) => model.Workloads.Where(workload => workload.ProjectPath is not null);

    /// <summary>Those that the outside reaches.</summary>
    public static IEnumerable<Workload> External(ApplicationModel model) => model.Workloads.Where(workload => workload.Endpoints.Any(endpoint => endpoint.IsExternal));

    /// <summary>What the readiness probe asks, for load balancers that do not read probes.</summary>
    public static (int Port, string Path) ReadinessOf(Workload workload)
    {
        var probe = workload.Probes.FirstOrDefault(candidate => candidate.Type == ProbeType.Readiness);
        return (workload.FindEndpoint(probe?.EndpointName ?? "http")!.ListeningPort, probe?.Path ?? "/");
    }
}
