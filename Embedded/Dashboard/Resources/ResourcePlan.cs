using System.Collections.Frozen;
using System.Collections.Immutable;
using Workshop.Dashboard.Shell.Parts;
using Workshop.Dashboard.Telemetry;
using Workshop.Dashboard.Watching;

namespace Workshop.Dashboard.Resources;

/// <summary>Makes the rows of the page from what the cluster and telemetry say. Decides only: the same input, the same rows.</summary>
internal sealed class ResourcePlan
{
    private readonly ClusterSnapshot _cluster;
    private readonly ILookup<string, ResourceSummary> _telemetry;
    private readonly ILookup<WorkloadKey, PodState> _pods;
    private readonly Dictionary<string, EventState> _warnings;
    private readonly ILookup<string, ServiceState> _services;
    private readonly string? _nodeAddress;

    private ResourcePlan(ClusterSnapshot cluster, ImmutableArray<ResourceSummary> telemetry)
    {
        _cluster = cluster;
        _telemetry = telemetry.ToLookup(one => one.Resource.Service, StringComparer.OrdinalIgnoreCase);
        _services = cluster.Services.Values.ToLookup(service => service.Name.Namespace);
        _nodeAddress = cluster.Nodes.Values.FirstOrDefault(node => node.IsReady)?.Address;
        _warnings = cluster.Events.Values
            .Where(one => one is { IsWarning: true, RegardingKind: "Pod" })
            .GroupBy(one => one.RegardingUid)
            .ToDictionary(group => group.Key, group => group.MaxBy(one => one.LastAt)!);
        _pods = cluster.Pods.Values.ToLookup(OwnerOf);
    }

    /// <returns>By namespace, then by name; what only telemetry tells of comes last.</returns>
    public static ImmutableArray<ResourceRow> For(ClusterSnapshot cluster, ImmutableArray<ResourceSummary> telemetry)
    {
        var plan = new ResourcePlan(cluster, telemetry);
        var deployments = cluster.Deployments.Values.Select(plan.RowOf);
        var others = plan._pods.Where(group => !(group.Key.Kind == WorkloadKey.Deployment && cluster.Deployments.ContainsKey(group.Key.Name))).Select(group => plan.RowOf(group.Key));
        ResourceRow[] workloads = [.. deployments.Concat(others).OrderBy(row => row.Key.Name)];
        return [.. plan.WithReferences(workloads), .. plan.OnlyTelemetry(workloads)];
    }

    // A pod belongs to its Deployment by way of a ReplicaSet; one without owner is a workload of its own.
    private WorkloadKey OwnerOf(PodState pod)
    {
        var ns = pod.Name.Namespace;
        if (pod.Owner is not { } owner)
        {
            return new(WorkloadKey.Pod, pod.Name);
        }

        var set = new ObjectName(ns, owner.Name);
        return owner.Kind == "ReplicaSet" && _cluster.ReplicaSets.GetValueOrDefault(set)?.Owner is { } above
            ? new(above.Kind, new(ns, above.Name))
            : new(owner.Kind, set);
    }

    private ResourceRow RowOf(DeploymentState deployment)
    {
        var key = new WorkloadKey(WorkloadKey.Deployment, deployment.Name);
        var pods = PodsOf(key);
        var row = new ResourceRow(key, WorkloadCondition.Of(deployment, pods))
        {
            Desired = deployment.Desired,
            Ready = deployment.Ready,
            CreatedAt = deployment.CreatedAt,
            Containers = deployment.Containers,
            Selector = deployment.Selector.ToString(),
        };
        return Completed(row, pods, deployment.TemplateLabels);
    }

    private ResourceRow RowOf(WorkloadKey key)
    {
        var pods = PodsOf(key);
        var newest = pods.MaxBy(row => row.Pod.CreatedAt)!.Pod;
        var row = new ResourceRow(key, WorkloadCondition.Of(pods))
        {
            Ready = pods.Count(one => one.Pod.IsReady),
            CreatedAt = pods.Min(one => one.Pod.CreatedAt),
            Containers = [.. newest.Containers.Select(container => container.Template)],
        };
        return Completed(row, pods, newest.Labels);
    }

    private ResourceRow Completed(ResourceRow row, ImmutableArray<PodRow> pods, ImmutableSortedDictionary<string, string> labels)
    {
        var services = ServiceRoutes.Of(labels, row.Namespace, _services[row.Namespace]);
        var telemetry = TelemetryOf(row.Name);
        return row with
        {
            Pods = pods,
            Restarts = pods.Sum(one => one.Pod.Restarts),
            Version = VersionOf(row.Containers, pods),
            Urls = ServiceRoutes.Urls(services, _nodeAddress),
            Services = [.. services.Select(service => service.Name.Name)],
            HasTelemetry = telemetry.Count > 0,
            Errors = telemetry.Sum(one => one.Errors),
        };
    }

    private ImmutableArray<PodRow> PodsOf(WorkloadKey key) =>
        [.. _pods[key].Select(pod => new PodRow(pod, PodCondition.Of(pod, _warnings.GetValueOrDefault(pod.Uid))))];

    private List<ResourceSummary> TelemetryOf(string name) => [.. _telemetry[name]];

    private static string VersionOf(ImmutableArray<ContainerTemplate> containers, ImmutableArray<PodRow> pods)
    {
        if (containers.IsEmpty)
        {
            return "";
        }

        var wanted = containers[0].Tag;
        var old = pods.SelectMany(row => row.Pod.Containers.Take(1)).Select(container => container.Template.Tag).Where(tag => tag != wanted).Distinct().Order(StringComparer.Ordinal);
        return string.Join(" → ", [.. old, wanted]);
    }

    private IEnumerable<ResourceRow> WithReferences(ResourceRow[] rows)
    {
        var byService = rows.SelectMany(row => row.Services.Select(service => (Service: new ObjectName(row.Namespace, service), row.Key))).ToLookup(pair => pair.Service, pair => pair.Key);
        var names = rows.Select(row => row.Namespace).Distinct().ToDictionary(ns => ns, ns => _services[ns].Select(service => service.Name.Name).ToFrozenSet());
        foreach (var row in rows)
        {
            var used = References.In(row.Containers.SelectMany(container => container.Environment), names[row.Namespace])
                .SelectMany(service => byService[new ObjectName(row.Namespace, service)])
                .Where(key => key != row.Key);
            yield return row with { Uses = [.. used.Distinct()] };
        }
    }

    private IEnumerable<ResourceRow> OnlyTelemetry(ResourceRow[] workloads)
    {
        var known = workloads.Select(row => row.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return _telemetry.Where(group => !known.Contains(group.Key)).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
            new ResourceRow(new(WorkloadKey.Telemetry, new("", group.Key)), new(StateKind.Neutral, "Sends telemetry", "It is no workload of the cluster that is watched."))
            {
                HasTelemetry = true,
                Errors = group.Sum(one => one.Errors),
                Ready = group.Count(),
            });
    }
}
