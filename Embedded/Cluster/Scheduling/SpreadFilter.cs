using k8s.Models;
using Workshop.Cluster.Loops;

namespace Workshop.Cluster.Scheduling;

/// <summary>Topology spread: in no domain may the pods of a selector be more than maxSkew ahead of the emptiest one.</summary>
internal static class SpreadFilter
{
    public static Refusal[]? Uneven(V1Pod pod, NodeLoad node, Snapshot snapshot)
    {
        foreach (var rule in (pod.Spec.TopologySpreadConstraints ?? []).Where(rule => rule.WhenUnsatisfiable == "DoNotSchedule"))
        {
            if (node.LabelOf(rule.TopologyKey) is not { } domain)
            {
                return [new Refusal("node(s) didn't match pod topology spread constraints (missing required label)", false)];
            }

            var selector = SelectorOf(rule, pod);
            var counts = snapshot.Nodes.Where(other => other.LabelOf(rule.TopologyKey) is not null && Counts(rule, pod, other))
                .GroupBy(other => other.LabelOf(rule.TopologyKey)!, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Sum(other => other.Pods.Count(placed => IsCounted(pod, selector, placed))));
            var least = counts.Count < (rule.MinDomains ?? 1) ? 0 : counts.Values.DefaultIfEmpty(0).Min();
            var self = LabelMatch.Fits(selector, pod.Metadata.Labels) ? 1 : 0;
            if (counts.GetValueOrDefault(domain) + self - least > rule.MaxSkew)
            {
                return [new Refusal("node(s) didn't match pod topology spread constraints", true)];
            }
        }

        return null;
    }

    /// <summary>How many pods of the rule's selector are in the node's domain.</summary>
    public static int CountIn(V1Pod pod, V1TopologySpreadConstraint rule, NodeLoad node, Snapshot snapshot)
    {
        var (domain, selector) = (node.LabelOf(rule.TopologyKey), SelectorOf(rule, pod));
        return snapshot.Nodes.Where(other => domain is not null && other.LabelOf(rule.TopologyKey) == domain).Sum(other => other.Pods.Count(placed => IsCounted(pod, selector, placed)));
    }

    /// <summary>Nodes that the pod may not use do not count, unless it says so: they would stay empty for ever.</summary>
    private static bool Counts(V1TopologySpreadConstraint rule, V1Pod pod, NodeLoad node) =>
        (rule.NodeAffinityPolicy == "Ignore" || NodeAffinity.Allows(pod, node.Node))
        && (rule.NodeTaintsPolicy != "Honor" || Tolerations.Untolerated(pod, node.Node) is null);

    private static bool IsCounted(V1Pod pod, V1LabelSelector? selector, V1Pod placed) =>
        placed.Metadata.NamespaceProperty == pod.Metadata.NamespaceProperty && !PodFacts.IsTerminating(placed) && LabelMatch.Fits(selector, placed.Metadata.Labels);

    /// <summary>With <c>matchLabelKeys</c> (such as pod-template-hash), only pods that have the pod's own values.</summary>
    private static V1LabelSelector? SelectorOf(V1TopologySpreadConstraint rule, V1Pod pod)
    {
        if (rule.MatchLabelKeys is not { Count: > 0 } keys || rule.LabelSelector is null)
        {
            return rule.LabelSelector;
        }

        var labels = new Dictionary<string, string>(rule.LabelSelector.MatchLabels ?? new Dictionary<string, string>());
        foreach (var key in keys)
        {
            if (pod.Metadata.Labels?.TryGetValue(key, out var value) == true)
            {
                labels[key] = value;
            }
        }

        return new V1LabelSelector { MatchLabels = labels, MatchExpressions = rule.LabelSelector.MatchExpressions };
    }
}
