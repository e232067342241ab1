using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Custom;

/// <summary>From the values found so far to the next ones.</summary>
/// <returns>Null: the step does not fit the values; Kubernetes then shows nothing at all.</returns>
internal delegate IReadOnlyList<JsonNode?>? JsonPathStep(IReadOnlyList<JsonNode?> values);

/// <summary>What each part of a path does with values.</summary>
internal static class JsonPathSteps
{
    // Paths that descend again and again find each value many times over.
    private const int MostValues = 10_000;

    /// <returns>Null: a step does not fit, or finds too much.</returns>
    public static IReadOnlyList<JsonNode?>? Walk(IEnumerable<JsonPathStep> steps, IReadOnlyList<JsonNode?> values)
    {
        var found = values;
        foreach (var step in steps)
        {
            if (step(found) is not { Count: <= MostValues } next)
            {
                return null;
            }

            found = next;
        }

        return found;
    }

    public static JsonPathStep Field(string name) => values =>
        [.. values.OfType<JsonObject>().Where(map => map.ContainsKey(name)).Select(map => map[name])];

    public static JsonPathStep Wildcard() => values => [.. values.SelectMany(Children).Take(MostValues + 1)];

    public static JsonPathStep Recursive() => values => [.. values.SelectMany(Descend).Take(MostValues + 1)];

    public static JsonPathStep Union(IReadOnlyList<IReadOnlyList<JsonPathStep>> parts) => values =>
    {
        List<JsonNode?> found = [];
        foreach (var part in parts)
        {
            if (Walk(part, values) is not { } more)
            {
                return null;
            }

            found.AddRange(more);
        }

        return found;
    };

    /// <param name="range">Negative numbers count from the end. No start: the first; no end: the last.</param>
    public static JsonPathStep Slice(JsonPathRange range) => values =>
    {
        List<JsonNode?> found = [];
        foreach (var value in values.OfType<JsonNode>())
        {
            if (value is not JsonArray list || range.Of(list.Count) is not { } places)
            {
                return null;
            }

            found.AddRange(places.Select(place => list[place]));
        }

        return found;
    };

    public static JsonPathStep Constant(JsonNode? constant) => _ => [constant];

    public static JsonPathStep Exists(IReadOnlyList<JsonPathStep> path) => Filter(item => Walk(path, [item]) is { Count: > 0 });

    /// <param name="comparison">From the order of the two values; null where only equality is asked for and they have no order.</param>
    public static JsonPathStep Where(IReadOnlyList<JsonPathStep> left, IReadOnlyList<JsonPathStep> right, Func<int, bool> comparison, bool isOrder) => Filter(item =>
        Walk(left, [item]) is [{ } one] && Walk(right, [item]) is [{ } other] && Compare(one, other, isOrder) is { } order ? comparison(order) : null);

    private static JsonPathStep Filter(Func<JsonNode?, bool?> test) => values =>
    {
        List<JsonNode?> found = [];
        foreach (var value in values)
        {
            if (value is not JsonArray list)
            {
                return null;
            }

            foreach (var item in list)
            {
                if (test(item) is not { } isWanted)
                {
                    return null;
                }

                if (isWanted)
                {
                    found.Add(item);
                }
            }
        }

        return found;
    };

    private static IEnumerable<JsonNode?> Children(JsonNode? value) => value switch
    {
        JsonArray list => list,
        JsonObject map => map.Select(pair => pair.Value),
        _ => [],
    };

    private static IEnumerable<JsonNode?> Descend(JsonNode? value) => value is JsonArray { Count: > 0 } or JsonObject { Count: > 0 } ? Children(value).SelectMany(Descend).Prepend(value) : [];

    // Texts with texts, whole numbers with whole numbers, fractions with fractions, booleans for equality only: everything else cannot be compared.
    private static int? Compare(JsonNode one, JsonNode other, bool isOrder) => (one.GetValueKind(), other.GetValueKind()) switch
    {
        (JsonValueKind.String, JsonValueKind.String) => string.CompareOrdinal(one.GetValue<string>(), other.GetValue<string>()),
        (JsonValueKind.Number, JsonValueKind.Number) => Numbers(one.ToJsonString(), other.ToJsonString()),
        (JsonValueKind.True or JsonValueKind.False, JsonValueKind.True or JsonValueKind.False) when !isOrder => one.GetValueKind() == other.GetValueKind() ? 0 : 1,
        _ => null,
    };

    private static int? Numbers(string one, string other)
    {
        var (isWhole, isOtherWhole) = (long.TryParse(one, CultureInfo.InvariantCulture, out var whole), long.TryParse(other, CultureInfo.InvariantCulture, out var otherWhole));
        return (isWhole, isOtherWhole) switch
        {
            (true, true) => whole.CompareTo(otherWhole),
            (false, false) => double.Parse(one, CultureInfo.InvariantCulture).CompareTo(double.Parse(other, CultureInfo.InvariantCulture)),
            _ => null,
        };
    }
}

/// <summary>The places <c>[start:end:step]</c> of a list, or one place <c>[start]</c>.</summary>
internal readonly record struct JsonPathRange(int? Start, int? End, int? Step, bool IsOne)
{
    /// <returns>Null: behind the end of the list.</returns>
    public IReadOnlyList<int>? Of(int count)
    {
        var from = FromEnd(Start ?? 0, count);
        var to = IsOne ? from + 1 : FromEnd(End ?? count, count);
        var step = Step ?? 1;
        if (to != from && (from < 0 || from >= count || to > count))
        {
            return null;
        }

        return to <= from ? [] : [.. Enumerable.Range(0, ((to - from - 1) / step) + 1).Select(number => from + (number * step))];
    }

    private static int FromEnd(int place, int count) => place < 0 ? place + count : place;
}
