using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Translation.Policy;

/// <summary>Who calls whom, read off the model: references, addresses and connection strings in variables.</summary>
internal static class Bonds
{
    public static IReadOnlyList<Workload> CalleesOf(Workload caller, ApplicationModel model) =>
        [.. model.Workloads.Where(callee => callee != caller && Names(caller).Contains(callee.Resource))];

    public static IReadOnlyList<Workload> CallersOf(Workload callee, ApplicationModel model) =>
        [.. model.Workloads.Where(caller => caller != callee && Names(caller).Contains(callee.Resource))];

    private static HashSet<IResource> Names(Workload caller) =>
    [
        .. caller.References.Select(reference => reference.Endpoint.Resource),
        .. caller.Expressions.SelectMany(expression => expression.Endpoints).Select(endpoint => endpoint.Resource),
    ];
}
