using k8s.Models;
using Workshop.Cluster.Loops;

namespace Workshop.Cluster.Scheduling;

/// <summary>Where a pod goes, or why it can go nowhere.</summary>
internal sealed record SchedulePlan(string? Node, string? Message)
{
    /// <summary>Filters the nodes, then takes the best: the one with fewest pods of the same owner, then the least used.</summary>
    /// <param name="pods">All pods of the cluster.</param>
    /// <param name="missing">What the pod needs and nobody has, in words; null when all is there.</param>
    public static SchedulePlan For(V1Pod pod, IReadOnlyCollection<V1Node> nodes, IEnumerable<V1Pod> pods, string? missing = null)
    {
        if (nodes.Count == 0)
        {
            return new SchedulePlan(null, "no nodes available to schedule pods");
        }

        if (missing is not null)
        {
            return new SchedulePlan(null, UnschedulableMessage.For(nodes.Count, missing));
        }

        var placed = pods.Where(other => !string.IsNullOrEmpty(other.Spec.NodeName) && !PodFacts.IsFinished(other)).ToLookup(other => other.Spec.NodeName);
        var loads = nodes.Select(node => new NodeLoad(node, placed[node.Metadata.Name])).ToList();
        var requests = PodRequests.Of(pod);
        var refusals = loads.ToDictionary(load => load, load => NodeFilters.Refusals(pod, requests, load, loads));
        var best = loads.Where(load => refusals[load].Count == 0)
            .OrderByDescending(load => NodeAffinity.Preference(pod, load.Node))
            .ThenBy(load => load.Pods.Count(other => IsSibling(pod, other)))
            .ThenBy(load => UsedShare(load, requests))
            .ThenBy(load => load.Pods.Count)
            .ThenBy(load => load.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best is not null
            ? new SchedulePlan(best.Name, null)
            : new SchedulePlan(null, UnschedulableMessage.For([.. refusals.Values]));
    }

    /// <summary>Made for the same owner (or, without one, for the same labels): these are what a node failure must not take all at once.</summary>
    private static bool IsSibling(V1Pod pod, V1Pod other)
    {
        if (PodFacts.IsTerminating(other) || other.Metadata.NamespaceProperty != pod.Metadata.NamespaceProperty)
        {
            return false;
        }

        return Owners.ControllerOf(pod) is { } owner
            ? Owners.ControllerOf(other)?.Uid == owner.Uid
            : pod.Metadata.Labels is { Count: > 0 } labels && LabelMatch.HasAll(labels, other.Metadata.Labels);
    }

    private static decimal UsedShare(NodeLoad load, PodRequests requests) =>
        Share(load.AssumedCpuUse + requests.AssumedCpuUse, load.Allocatable("cpu")) + Share(load.AssumedMemoryUse + requests.AssumedMemoryUse, load.Allocatable("memory"));

    private static decimal Share(decimal used, decimal allocatable) => allocatable == 0 ? 1 : used / allocatable;
}
