using System.Runtime.CompilerServices;
using k8s.Models;

namespace Workshop.Cluster.Registry.Selectors;

/// <summary>A choice of objects by their labels; requirements all hold.</summary>
internal sealed class LabelSelector
{
    private readonly IReadOnlyList<LabelRequirement> _requirements;

    private LabelSelector(IReadOnlyList<LabelRequirement> requirements) => _requirements = requirements;

    /// <summary>Chooses every object.</summary>
    public static LabelSelector Everything { get; } = new([]);

    public bool IsEverything => _requirements.Count == 0;

    /// <param name="text">Such as <c>a=b,c!=d,e in (x,y),!f</c>; null or empty: everything.</param>
    /// <exception cref="StatusException">400, in Kubernetes' words.</exception>
    public static LabelSelector Parse(string? text) => string.IsNullOrWhiteSpace(text) ? Everything : new(new LabelSelectorParser(text).Parse());

    /// <summary>A selector as objects have it; null chooses nothing, an empty one everything (as Kubernetes reads them).</summary>
    public static LabelSelector? From(V1LabelSelector? selector) => selector is null
        ? null
        : new([
            .. (selector.MatchLabels ?? new Dictionary<string, string>()).Select(pair => new LabelRequirement(pair.Key, LabelOperator.In, [pair.Value])),
            .. (selector.MatchExpressions ?? []).Select(item => new LabelRequirement(item.Key, Operator(item.OperatorProperty), [.. item.Values ?? []])),
        ]);

    /// <summary>A Service's or ReplicationController's plain map of labels.</summary>
    public static LabelSelector FromMap(IEnumerable<KeyValuePair<string, string>> labels) =>
        new([.. labels.Select(pair => new LabelRequirement(pair.Key, LabelOperator.In, [pair.Value]))]);

    public bool Matches(IReadOnlyDictionary<string, string> labels) => _requirements.All(requirement => requirement.Holds(labels.GetValueOrDefault(requirement.Key)));

    // A Dictionary is both: then this one.
    [OverloadResolutionPriority(1)]
    public bool Matches(IDictionary<string, string>? labels) =>
        _requirements.All(requirement => requirement.Holds(labels is not null && labels.TryGetValue(requirement.Key, out var value) ? value : null));

    /// <summary>As the Scale subresource and <c>kubectl</c> write it: <c>app=web,tier in (a,b)</c>, keys sorted.</summary>
    public override string ToString() => string.Join(',', _requirements.OrderBy(requirement => requirement.Key, StringComparer.Ordinal));

    private static LabelOperator Operator(string name) => name switch
    {
        "In" => LabelOperator.In,
        "NotIn" => LabelOperator.NotIn,
        "Exists" => LabelOperator.Exists,
        "DoesNotExist" => LabelOperator.DoesNotExist,
        _ => throw StatusErrors.BadRequest($"\"{name}\" is not a valid label selector operator"),
    };
}
