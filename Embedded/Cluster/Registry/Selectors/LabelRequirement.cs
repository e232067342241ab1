using System.Globalization;

namespace Workshop.Cluster.Registry.Selectors;

internal enum LabelOperator
{
    In,
    NotIn,
    Exists,
    DoesNotExist,
    GreaterThan,
    LessThan,
}

/// <summary>One condition on one label.</summary>
internal sealed record LabelRequirement(string Key, LabelOperator Operator, IReadOnlyList<string> Values)
{
    /// <param name="value">The label's value; null if the object does not have it.</param>
    public bool Holds(string? value) => Operator switch
    {
        LabelOperator.In => value is not null && Values.Contains(value),
        LabelOperator.NotIn => value is null || !Values.Contains(value),
        LabelOperator.Exists => value is not null,
        LabelOperator.DoesNotExist => value is null,
        LabelOperator.GreaterThan => Compare(value) > 0,
        _ => Compare(value) < 0,
    };

    public override string ToString() => Operator switch
    {
        LabelOperator.In when Values.Count == 1 => $"{Key}={Values[0]}",
        LabelOperator.NotIn when Values.Count == 1 => $"{Key}!={Values[0]}",
        LabelOperator.In => $"{Key} in ({string.Join(',', Values.Order(StringComparer.Ordinal))})",
        LabelOperator.NotIn => $"{Key} notin ({string.Join(',', Values.Order(StringComparer.Ordinal))})",
        LabelOperator.Exists => Key,
        LabelOperator.DoesNotExist => $"!{Key}",
        LabelOperator.GreaterThan => $"{Key}>{Values[0]}",
        _ => $"{Key}<{Values[0]}",
    };

    // 0 (neither greater nor less) where one of them is no number.
    private int Compare(string? value) =>
        long.TryParse(value, CultureInfo.InvariantCulture, out var left) && long.TryParse(Values[0], CultureInfo.InvariantCulture, out var right) ? left.CompareTo(right) : 0;
}
