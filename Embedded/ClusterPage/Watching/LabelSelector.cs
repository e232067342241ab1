using System.Collections.Immutable;
using k8s.Models;

namespace Workshop.ClusterPage.Watching;

/// <summary>Which objects are meant, by their labels.</summary>
public sealed record LabelSelector(ImmutableSortedDictionary<string, string> Labels, ImmutableArray<LabelRule> Rules)
{
    public static readonly LabelSelector Nothing = new(ImmutableSortedDictionary<string, string>.Empty, []);

    /// <summary>Selects nothing, as a Service without a selector does.</summary>
    public bool IsEmpty => Labels.IsEmpty && Rules.IsEmpty;

    public static LabelSelector From(IDictionary<string, string>? labels) =>
        labels is null ? Nothing : new LabelSelector(labels.ToImmutableSortedDictionary(StringComparer.Ordinal), []);

    public static LabelSelector From(V1LabelSelector? selector) => selector is null ? Nothing : From(selector.MatchLabels) with
    {
        Rules = [.. (selector.MatchExpressions ?? []).Select(rule => new LabelRule(rule.Key, rule.OperatorProperty, [.. rule.Values ?? []]))],
    };

    public bool Matches(IReadOnlyDictionary<string, string> labels) =>
        !IsEmpty && Labels.All(wanted => labels.TryGetValue(wanted.Key, out var value) && value == wanted.Value) && Rules.All(rule => rule.Matches(labels));

    /// <summary>As kubectl's <c>-l</c> takes it.</summary>
    public override string ToString() => string.Join(",", Labels.Select(label => $"{label.Key}={label.Value}").Concat(Rules.Select(rule => rule.ToString())));
}
