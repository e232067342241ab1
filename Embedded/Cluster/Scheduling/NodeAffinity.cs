using k8s.Models;
using Workshop.Cluster.Loops;

namespace Workshop.Cluster.Scheduling;

/// <summary>Which nodes a pod asks for: by nodeSelector and by node affinity.</summary>
internal static class NodeAffinity
{
    public static bool Allows(V1Pod pod, V1Node node)
    {
        var required = pod.Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution;
        return LabelMatch.HasAll(pod.Spec.NodeSelector, node.Metadata.Labels)
            && (required is null || required.NodeSelectorTerms.Any(term => Fits(term, node)));
    }

    /// <summary>Sum of the weights of the preferences that the node fulfils.</summary>
    public static int Preference(V1Pod pod, V1Node node) =>
        (pod.Spec.Affinity?.NodeAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? [])
            .Where(term => Fits(term.Preference, node))
            .Sum(term => term.Weight);

    /// <summary>The nodes that the pod asks for by name in every term; null: it asks for none so.</summary>
    public static IReadOnlySet<string>? NamedNodes(V1Pod pod)
    {
        var terms = pod.Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? [];
        var names = terms.Select(term => (term.MatchFields ?? []).Where(rule => rule is { Key: "metadata.name", OperatorProperty: "In" }).SelectMany(rule => rule.Values).ToList()).ToList();
        return names.Count > 0 && names.TrueForAll(list => list.Count > 0) ? names.SelectMany(list => list).ToHashSet() : null;
    }

    /// <summary>Whether a volume can be used on the node.</summary>
    public static bool Allows(V1PersistentVolume volume, V1Node node) =>
        volume.Spec.NodeAffinity?.Required is not { } required || required.NodeSelectorTerms.Any(term => Fits(term, node));

    /// <summary>An empty term fits no node.</summary>
    private static bool Fits(V1NodeSelectorTerm term, V1Node node) =>
        (term.MatchExpressions is { Count: > 0 } || term.MatchFields is { Count: > 0 })
        && (term.MatchExpressions ?? []).All(rule => LabelMatch.Fits(rule.OperatorProperty, rule.Values, Label(node, rule.Key)))
        && (term.MatchFields ?? []).All(rule => rule.Key == "metadata.name" && LabelMatch.Fits(rule.OperatorProperty, rule.Values, node.Metadata.Name));

    private static string? Label(V1Node node, string key) => node.Metadata.Labels?.TryGetValue(key, out var value) == true ? value : null;
}
