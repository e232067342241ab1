using k8s.Models;
using Workshop.Cluster.Scheduling;

namespace Workshop.Cluster.Loops.DaemonSets;

/// <summary>A node, and what a DaemonSet has there.</summary>
/// <param name="Runs">A pod of the set belongs there.</param>
/// <param name="Keeps">One that is there already may stay.</param>
/// <param name="Pods">The set's pods there, oldest first.</param>
internal sealed record DaemonNode(string Name, bool Runs, bool Keeps, IReadOnlyList<V1Pod> Pods)
{
    public IEnumerable<V1Pod> Active => Pods.Where(pod => !PodFacts.IsTerminating(pod));

    /// <param name="pods">All pods of the set.</param>
    public static IReadOnlyList<DaemonNode> All(V1DaemonSet set, IReadOnlyCollection<V1Node> nodes, IReadOnlyCollection<V1Pod> pods)
    {
        var byNode = pods.OrderBy(pod => pod.Metadata.CreationTimestamp).ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal).ToLookup(DaemonPods.NodeOf);
        var known = nodes.Select(node => node.Metadata.Name).ToHashSet();
        return
        [
            .. nodes.OrderBy(node => node.Metadata.Name, StringComparer.Ordinal).Select(node => On(set, node, [.. byNode[node.Metadata.Name]])),
            .. byNode.Where(group => !known.Contains(group.Key)).Select(group => new DaemonNode(group.Key, Runs: false, Keeps: false, [.. group])),
        ];
    }

    private static DaemonNode On(V1DaemonSet set, V1Node node, IReadOnlyList<V1Pod> pods)
    {
        // The template's own wishes, with the tolerations that each pod of a set has.
        var template = new V1Pod { Metadata = new V1ObjectMeta(), Spec = DaemonPods.Tolerant(set.Spec.Template.Spec) };
        var isWanted = (string.IsNullOrEmpty(template.Spec.NodeName) || template.Spec.NodeName == node.Metadata.Name) && NodeAffinity.Allows(template, node);
        var untolerated = Taints(node).Where(taint => !Tolerations.Tolerates(template, taint)).Select(taint => taint.Effect).ToHashSet();
        return new DaemonNode(
            node.Metadata.Name,
            Runs: isWanted && !untolerated.Contains("NoSchedule") && !untolerated.Contains("NoExecute"),
            Keeps: isWanted && !untolerated.Contains("NoExecute"),
            pods);
    }

    private static IEnumerable<V1Taint> Taints(V1Node node) => node.Spec?.Taints ?? [];
}
