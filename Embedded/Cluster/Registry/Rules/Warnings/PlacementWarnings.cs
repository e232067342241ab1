using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Warnings;

/// <summary>What Kubernetes says of where a pod wishes to run: labels of nodes that have newer names, and terms that choose nothing.</summary>
internal static class PlacementWarnings
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";
    private const string NothingChosen = "a null labelSelector results in matching no pod";

    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["beta.kubernetes.io/arch"] = "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
        ["beta.kubernetes.io/os"] = "deprecated since v1.14; use \"kubernetes.io/os\" instead",
        ["failure-domain.beta.kubernetes.io/region"] = "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
        ["failure-domain.beta.kubernetes.io/zone"] = "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
        ["beta.kubernetes.io/instance-type"] = "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
    };

    public static IEnumerable<string> Of(JsonObject? spec, string at)
    {
        foreach (var key in (spec.Obj("nodeSelector") ?? []).Select(pair => pair.Key).Where(Labels.ContainsKey))
        {
            yield return $"{at}.nodeSelector[{key}]: {Labels[key]}";
        }

        var (nodes, affinity) = (spec.Obj("affinity").Obj("nodeAffinity"), $"{at}.affinity");
        var terms = nodes.Obj(Required).Items("nodeSelectorTerms").Select((term, i) => (term, $"{affinity}.nodeAffinity.{Required}.nodeSelectorTerms[{i}]"))
            .Concat(nodes.Items(Preferred).Select((term, i) => (term.Obj("preference") ?? [], $"{affinity}.nodeAffinity.{Preferred}[{i}].preference")));
        var found = terms.SelectMany(pair => Term(pair.Item1, pair.Item2))
            .Concat(spec.Items("topologySpreadConstraints").SelectMany((constraint, i) => Spread(constraint, $"{at}.topologySpreadConstraints[{i}]")))
            .Concat(PodTerms(spec.Obj("affinity").Obj("podAffinity"), $"{affinity}.podAffinity"))
            .Concat(PodTerms(spec.Obj("affinity").Obj("podAntiAffinity"), $"{affinity}.podAntiAffinity"));
        foreach (var warning in found)
        {
            yield return warning;
        }
    }

    private static IEnumerable<string> Term(JsonObject term, string at) => term.Items("matchExpressions")
        .Select((expression, i) => (Key: expression.Str("key") ?? "", Index: i))
        .Where(expression => Labels.ContainsKey(expression.Key))
        .Select(expression => $"{at}.matchExpressions[{expression.Index}].key: {expression.Key} is {Labels[expression.Key]}");

    private static IEnumerable<string> Spread(JsonObject constraint, string at)
    {
        if (constraint.Str("topologyKey") is { } key && Labels.TryGetValue(key, out var message))
        {
            yield return $"{at}.topologyKey: {key} is {message}";
        }

        if (constraint.Obj("labelSelector") is null)
        {
            yield return $"{at}.labelSelector: {NothingChosen}";
        }
    }

    private static IEnumerable<string> PodTerms(JsonObject? affinity, string at) =>
        affinity.Items(Required).Select((term, i) => (Term: term, At: $"{at}.{Required}[{i}]"))
            .Concat(affinity.Items(Preferred).Select((term, i) => (Term: term.Obj("podAffinityTerm") ?? [], At: $"{at}.{Preferred}[{i}].podAffinityTerm")))
            .Where(pair => pair.Term.Obj("labelSelector") is null)
            .Select(pair => $"{pair.At}.labelSelector: {NothingChosen}");
}
