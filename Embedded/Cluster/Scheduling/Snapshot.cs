using k8s.Models;
using Workshop.Cluster.Loops;

namespace Workshop.Cluster.Scheduling;

/// <summary>The cluster as one decision of the scheduler sees it.</summary>
/// <param name="NamespaceLabels">By namespace, for affinity across namespaces.</param>
internal sealed record Snapshot(IReadOnlyList<NodeLoad> Nodes, IReadOnlyDictionary<string, IDictionary<string, string>?> NamespaceLabels)
{
    /// <param name="pods">All pods of the cluster; those that have ended take no room.</param>
    public static Snapshot Of(IEnumerable<V1Node> nodes, IEnumerable<V1Pod> pods, IEnumerable<V1Namespace> namespaces)
    {
        var placed = pods.Where(pod => !string.IsNullOrEmpty(pod.Spec.NodeName) && !PodFacts.IsFinished(pod)).ToLookup(pod => pod.Spec.NodeName);
        return new Snapshot(
            [.. nodes.Select(node => new NodeLoad(node, placed[node.Metadata.Name]))],
            namespaces.ToDictionary(ns => ns.Metadata.Name, ns => (IDictionary<string, string>?)ns.Metadata.Labels));
    }
}
