using k8s.Models;
using Workshop.Cluster.Loops;

namespace Workshop.Cluster.Scheduling;

/// <summary>Filters that look at other pods: near which of them, far from which, and how evenly a pod is to stand.</summary>
internal static class TopologyFilters
{
    /// <summary>Topology spread: on no node may the pods of a selector be more than maxSkew ahead of the emptiest domain.</summary>
    public static Refusal[]? Uneven(V1Pod pod, NodeLoad node, IReadOnlyList<NodeLoad> all)
    {
        foreach (var rule in (pod.Spec.TopologySpreadConstraints ?? []).Where(rule => rule.WhenUnsatisfiable == "DoNotSchedule"))
        {
            if (Domain(node, rule.TopologyKey) is not { } domain)
            {
                return [new Refusal("node(s) didn't match pod topology spread constraints (missing required label)", false)];
            }

            // Nodes that the pod may not use do not count: they would stay empty for ever.
            var counts = all.Where(other => Domain(other, rule.TopologyKey) is not null && NodeAffinity.Allows(pod, other.Node))
                .GroupBy(other => Domain(other, rule.TopologyKey)!, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Sum(other => other.Pods.Count(placed => IsCounted(pod, rule, placed))));
            var self = LabelMatch.Fits(rule.LabelSelector, pod.Metadata.Labels) ? 1 : 0;
            if (counts.GetValueOrDefault(domain) + self - counts.Values.DefaultIfEmpty(0).Min() > rule.MaxSkew)
            {
                return [new Refusal("node(s) didn't match pod topology spread constraints", true)];
            }
        }

        return null;
    }

    /// <summary>Pod affinity and anti-affinity, the pod's own and that of the pods that are there.</summary>
    public static Refusal[]? NotAffine(V1Pod pod, NodeLoad node, IReadOnlyList<NodeLoad> all)
    {
        if (all.Any(other => other.Pods.Any(placed => Required(placed.Spec.Affinity?.PodAntiAffinity).Any(term => Fits(term, placed, pod) && SameDomain(term, node, other)))))
        {
            return [new Refusal("node(s) didn't satisfy existing pods anti-affinity rules", true)];
        }

        if (Required(pod.Spec.Affinity?.PodAffinity).Any(term => !IsNear(term, pod, node, all)))
        {
            return [new Refusal("node(s) didn't match pod affinity rules", false)];
        }

        return Required(pod.Spec.Affinity?.PodAntiAffinity).Any(term => Holders(term, pod, all).Any(other => SameDomain(term, node, other)))
            ? [new Refusal("node(s) didn't match pod anti-affinity rules", true)]
            : null;
    }

    /// <summary>The first pod of a group that wants to be near itself has nobody to be near to: it may go anywhere.</summary>
    private static bool IsNear(V1PodAffinityTerm term, V1Pod pod, NodeLoad node, IReadOnlyList<NodeLoad> all)
    {
        if (Domain(node, term.TopologyKey) is null)
        {
            return false;
        }

        var holders = Holders(term, pod, all).ToList();
        return holders.Count == 0 ? Fits(term, pod, pod) : holders.Any(other => SameDomain(term, node, other));
    }

    private static IEnumerable<NodeLoad> Holders(V1PodAffinityTerm term, V1Pod pod, IReadOnlyList<NodeLoad> all) =>
        all.Where(other => other.Pods.Any(placed => Fits(term, pod, placed)));

    private static bool Fits(V1PodAffinityTerm term, V1Pod asking, V1Pod asked) =>
        LabelMatch.Fits(term.LabelSelector, asked.Metadata.Labels)
        && (term.Namespaces is { Count: > 0 } namespaces
            ? namespaces.Contains(asked.Metadata.NamespaceProperty)
            : term.NamespaceSelector is not null || asked.Metadata.NamespaceProperty == asking.Metadata.NamespaceProperty);

    private static IEnumerable<V1PodAffinityTerm> Required(V1PodAffinity? affinity) => affinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? [];

    private static IEnumerable<V1PodAffinityTerm> Required(V1PodAntiAffinity? affinity) => affinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? [];

    private static bool IsCounted(V1Pod pod, V1TopologySpreadConstraint rule, V1Pod placed) =>
        placed.Metadata.NamespaceProperty == pod.Metadata.NamespaceProperty && !PodFacts.IsTerminating(placed) && LabelMatch.Fits(rule.LabelSelector, placed.Metadata.Labels);

    private static bool SameDomain(V1PodAffinityTerm term, NodeLoad node, NodeLoad other) =>
        Domain(node, term.TopologyKey) is { } domain && domain == Domain(other, term.TopologyKey);

    private static string? Domain(NodeLoad node, string key) => node.Labels?.TryGetValue(key, out var value) == true ? value : null;
}
