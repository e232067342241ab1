using k8s.Models;
using Workshop.Cluster.Loops;

namespace Workshop.Cluster.Scheduling;

/// <summary>Which of the nodes that can take a pod is the best: each wish is worth up to a hundred points, times Kubernetes' weights.</summary>
internal static class NodeScores
{
    private const decimal TaintWeight = 3;
    private const decimal WishWeight = 2;

    public static NodeLoad Best(V1Pod pod, PodRequests requests, IReadOnlyList<NodeLoad> nodes, Snapshot snapshot)
    {
        if (nodes.Count == 1)
        {
            return nodes[0];
        }

        var taints = Scale(nodes, node => -Tolerations.Unwelcome(pod, node.Node));
        var wishes = Scale(nodes, node => NodeAffinity.Preference(pod, node.Node));
        var spread = Scale(nodes, node => -Crowd(pod, node, snapshot));
        var company = Scale(nodes, node => TopologyFilters.Preference(pod, node, snapshot));
        return nodes
            .OrderByDescending(node => (TaintWeight * taints[node]) + (WishWeight * (wishes[node] + spread[node] + company[node])) - (50 * UsedShare(node, requests)))
            .ThenBy(node => node.Pods.Count)
            .ThenBy(node => node.Name, StringComparer.Ordinal)
            .First();
    }

    /// <summary>The best gets a hundred, the worst nothing; where all are alike, nobody gets any.</summary>
    private static Dictionary<NodeLoad, decimal> Scale(IReadOnlyList<NodeLoad> nodes, Func<NodeLoad, decimal> of)
    {
        var raw = nodes.ToDictionary(node => node, of);
        var (least, most) = (raw.Values.Min(), raw.Values.Max());
        return raw.ToDictionary(pair => pair.Key, pair => least == most ? 0 : 100 * (pair.Value - least) / (most - least));
    }

    /// <summary>How many like it stand where the pod would: by the constraints that it wishes for, or else by those of its own kind on the node.</summary>
    private static decimal Crowd(V1Pod pod, NodeLoad node, Snapshot snapshot)
    {
        var wished = (pod.Spec.TopologySpreadConstraints ?? []).Where(rule => rule.WhenUnsatisfiable == "ScheduleAnyway").ToList();
        return wished.Count > 0
            ? wished.Sum(rule => (decimal)SpreadFilter.CountIn(pod, rule, node, snapshot))
            : node.Pods.Count(other => IsSibling(pod, other));
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
