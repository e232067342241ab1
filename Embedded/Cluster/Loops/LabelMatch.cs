using k8s.Models;

namespace Workshop.Cluster.Loops;

/// <summary>Whether labels fit a selector.</summary>
internal static class LabelMatch
{
    /// <summary>A null selector fits nothing, an empty one everything.</summary>
    public static bool Fits(V1LabelSelector? selector, IDictionary<string, string>? labels) =>
        selector is not null
        && HasAll(selector.MatchLabels, labels)
        && (selector.MatchExpressions ?? []).All(rule => Fits(rule.OperatorProperty, rule.Values, labels?.TryGetValue(rule.Key, out var value) == true ? value : null));

    /// <summary>The plain form, as Services and nodeSelector have it.</summary>
    public static bool HasAll(IDictionary<string, string>? wanted, IDictionary<string, string>? labels) =>
        wanted is null || wanted.All(pair => labels is not null && labels.TryGetValue(pair.Key, out var value) && value == pair.Value);

    public static bool IsEmpty(V1LabelSelector? selector) =>
        selector is null || (selector.MatchLabels is not { Count: > 0 } && selector.MatchExpressions is not { Count: > 0 });

    /// <param name="value">The label's value, null when there is no such label.</param>
    public static bool Fits(string rule, IList<string>? values, string? value) => rule switch
    {
        "In" => value is not null && values?.Contains(value) == true,
        "NotIn" => value is null || values?.Contains(value) != true,
        "Exists" => value is not null,
        "DoesNotExist" => value is null,
        "Gt" => Compare(value, values) > 0,
        "Lt" => Compare(value, values) < 0,
        _ => false,
    };

    private static int Compare(string? value, IList<string>? values) =>
        long.TryParse(value, out var left) && values is [var only] && long.TryParse(only, out var right) ? left.CompareTo(right) : 0;
}
