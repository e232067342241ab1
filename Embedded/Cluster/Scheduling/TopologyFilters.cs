using k8s.Models;
using Workshop.Cluster.Loops;

namespace Workshop.Cluster.Scheduling;

/// <summary>Pod affinity and anti-affinity: near which pods, and far from which.</summary>
internal static class TopologyFilters
{
    /// <summary>What the pod itself asks comes first, then what the pods ask that are there.</summary>
    public static Refusal[]? NotAffine(V1Pod pod, NodeLoad node, Snapshot snapshot)
    {
        if (Required(pod.Spec.Affinity?.PodAffinity).Any(term => !IsNear(term, pod, node, snapshot)))
        {
            return [new Refusal("node(s) didn't match pod affinity rules", false)];
        }

        if (Required(pod.Spec.Affinity?.PodAntiAffinity).Any(term => Holders(term, pod, snapshot).Any(other => SameDomain(term, node, other))))
        {
            return [new Refusal("node(s) didn't match pod anti-affinity rules", true)];
        }

        return snapshot.Nodes.Any(other => other.Guarded.Any(placed => Required(placed.Spec.Affinity?.PodAntiAffinity).Any(term => SameDomain(term, node, other) && Fits(term, placed, pod, snapshot))))
            ? [new Refusal("node(s) didn't satisfy existing pods anti-affinity rules", true)]
            : null;
    }

    /// <summary>Sum of the weights of the pods that it would like to be near, less that of those it would not.</summary>
    public static decimal Preference(V1Pod pod, NodeLoad node, Snapshot snapshot) =>
        Weight(pod.Spec.Affinity?.PodAffinity?.PreferredDuringSchedulingIgnoredDuringExecution, pod, node, snapshot)
        - Weight(pod.Spec.Affinity?.PodAntiAffinity?.PreferredDuringSchedulingIgnoredDuringExecution, pod, node, snapshot);

    private static decimal Weight(IList<V1WeightedPodAffinityTerm>? terms, V1Pod pod, NodeLoad node, Snapshot snapshot) => (terms ?? [])
        .Sum(term => term.Weight * (decimal)snapshot.Nodes.Where(other => SameDomain(term.PodAffinityTerm, node, other)).Sum(other => other.Pods.Count(placed => Fits(term.PodAffinityTerm, pod, placed, snapshot))));

    /// <summary>The first pod of a group that wants to be near itself has nobody to be near to: it may go anywhere.</summary>
    private static bool IsNear(V1PodAffinityTerm term, V1Pod pod, NodeLoad node, Snapshot snapshot)
    {
        if (node.LabelOf(term.TopologyKey) is null)
        {
            return false;
        }

        var holders = Holders(term, pod, snapshot).ToList();
        return holders.Count == 0 ? Fits(term, pod, pod, snapshot) : holders.Exists(other => SameDomain(term, node, other));
    }

    private static IEnumerable<NodeLoad> Holders(V1PodAffinityTerm term, V1Pod pod, Snapshot snapshot) =>
        snapshot.Nodes.Where(other => other.Pods.Any(placed => Fits(term, pod, placed, snapshot)));

    private static bool Fits(V1PodAffinityTerm term, V1Pod asking, V1Pod asked, Snapshot snapshot) =>
        LabelMatch.Fits(term.LabelSelector, asked.Metadata.Labels) && HasKeys(term, asking, asked) && IsAbout(term, asking, asked.Metadata.NamespaceProperty, snapshot);

    private static bool HasKeys(V1PodAffinityTerm term, V1Pod asking, V1Pod asked) =>
        (term.MatchLabelKeys ?? []).All(key => Label(asking, key) is not { } value || Label(asked, key) == value)
        && (term.MismatchLabelKeys ?? []).All(key => Label(asking, key) is not { } value || Label(asked, key) != value);

    /// <summary>Those that it names, and those that the selector fits; with neither, its own.</summary>
    private static bool IsAbout(V1PodAffinityTerm term, V1Pod asking, string ns, Snapshot snapshot) =>
        term.Namespaces is not { Count: > 0 } && term.NamespaceSelector is null
            ? ns == asking.Metadata.NamespaceProperty
            : term.Namespaces?.Contains(ns) == true
                || (term.NamespaceSelector is not null && LabelMatch.Fits(term.NamespaceSelector, snapshot.NamespaceLabels.GetValueOrDefault(ns)));

    private static IEnumerable<V1PodAffinityTerm> Required(V1PodAffinity? affinity) => affinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? [];

    private static IEnumerable<V1PodAffinityTerm> Required(V1PodAntiAffinity? affinity) => affinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? [];

    private static bool SameDomain(V1PodAffinityTerm term, NodeLoad node, NodeLoad other) =>
        node.LabelOf(term.TopologyKey) is { } domain && domain == other.LabelOf(term.TopologyKey);

    private static string? Label(V1Pod pod, string key) => pod.Metadata.Labels?.TryGetValue(key, out var value) == true ? value : null;
}
