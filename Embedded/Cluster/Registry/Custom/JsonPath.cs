using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Workshop.Cluster.Registry.Custom;

/// <summary>
/// The part of Kubernetes' JSONPath that columns use: <c>.spec.hosts[0]</c>, <c>.metadata.labels['app']</c>, <c>.status.conditions[?(@.type=="Ready")].status</c>,
/// <c>.status.addresses[*].value</c>.
/// </summary>
internal sealed partial class JsonPath
{
    private readonly IReadOnlyList<Func<JsonNode, IEnumerable<JsonNode?>>> _steps;

    private JsonPath(IReadOnlyList<Func<JsonNode, IEnumerable<JsonNode?>>> steps) => _steps = steps;

    /// <exception cref="FormatException">Not a path of this kind; the message says where.</exception>
    public static JsonPath Parse(string text)
    {
        var steps = new List<Func<JsonNode, IEnumerable<JsonNode?>>>();
        var rest = text.StartsWith('$') ? text[1..] : text;
        while (rest.Length > 0)
        {
            rest = rest.StartsWith(".[", StringComparison.Ordinal) ? rest[1..] : rest;
            var step = Step().Match(rest);
            if (!step.Success)
            {
                throw new FormatException($"unrecognized at '{rest}'");
            }

            steps.Add(Read(step.Groups));
            rest = rest[step.Length..];
        }

        return new JsonPath(steps);
    }

    /// <summary>The first value that the path leads to, or null.</summary>
    public JsonNode? First(JsonNode root)
    {
        IEnumerable<JsonNode?> found = [root];
        foreach (var step in _steps)
        {
            found = found.OfType<JsonNode>().SelectMany(step);
        }

        return found.FirstOrDefault(node => node is not null);
    }

    private static Func<JsonNode, IEnumerable<JsonNode?>> Read(GroupCollection part)
    {
        if (part["field"] is { Success: true } field)
        {
            return node => node is JsonObject map ? [map[Unescape(field.Value)]] : [];
        }

        if (part["index"] is { Success: true } number)
        {
            var index = int.Parse(number.Value, CultureInfo.InvariantCulture);
            return node => node is JsonArray list && (index < 0 ? list.Count + index : index) is var at and >= 0 && at < list.Count ? [list[at]] : [];
        }

        if (part["filter"] is { Success: true } filter)
        {
            var (path, wanted, isEqual) = (Parse(filter.Value), part["value"].Value.Trim('"', '\''), part["operator"].Value == "==");
            return node => node is JsonArray list ? list.Where(item => item is not null && (path.First(item).Text() == wanted) == isEqual) : [];
        }

        return node => node switch { JsonArray list => list, JsonObject map => map.Select(pair => pair.Value), _ => [] };
    }

    private static string Unescape(string field) => field.Replace("\\.", ".", StringComparison.Ordinal);

    [GeneratedRegex("""^(\.(?<field>(\\.|[^.\[\]*\\])+)|\['(?<field>[^']+)'\]|\["(?<field>[^"]+)"\]|\[(?<index>-?[0-9]+)\]|\[\?\(@(?<filter>(\.[^=!<>\s\)]+)+)\s*(?<operator>==|!=)\s*(?<value>"[^"]*"|'[^']*'|[^\s\)]+)\s*\)\]|\[\*\]|\.\*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Step();
}
