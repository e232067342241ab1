using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry;

/// <summary>Values as Go prints them: Kubernetes' messages quote them so.</summary>
internal static class GoText
{
    /// <summary>As Go's %q.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' => $"\\x{(int)c:x2}",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A field's value in an "Invalid value".</summary>
    public static string Value(object? value) => value switch
    {
        null => "null",
        string text => Quote(text),
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>What a JSON value is, in the words of Go's decoder.</summary>
    public static string JsonType(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "bool",
        _ => "null",
    };

    /// <summary><c>map[string]string{"a":"b"}</c>, keys sorted.</summary>
    public static string StringMap(JsonObject? map) =>
        map is null ? "map[string]string(nil)" : $"map[string]string{{{string.Join(", ", Sorted(map).Select(pair => $"{Quote(pair.Key)}:{Quote(pair.Value.Text())}"))}}}";

    /// <summary><c>[]string{"a", "b"}</c>.</summary>
    public static string StringList(IEnumerable<string> items) => $"[]string{{{string.Join(", ", items.Select(Quote))}}}";

    /// <summary><c>v1.LabelSelector{MatchLabels:…, MatchExpressions:…}</c>.</summary>
    public static string Selector(JsonObject? selector)
    {
        var expressions = selector.Items("matchExpressions")
            .Select(item => $"v1.LabelSelectorRequirement{{Key:{Quote(item.Str("key") ?? "")}, Operator:{Quote(item.Str("operator") ?? "")}, Values:{Values(item.Arr("values"))}}}")
            .ToList();
        var list = expressions.Count == 0 ? "[]v1.LabelSelectorRequirement(nil)" : $"[]v1.LabelSelectorRequirement{{{string.Join(", ", expressions)}}}";
        return $"v1.LabelSelector{{MatchLabels:{StringMap(selector.Obj("matchLabels"))}, MatchExpressions:{list}}}";

        static string Values(JsonArray? values) => values is null ? "[]string(nil)" : StringList(values.Select(value => value.Text()));
    }

    /// <summary><c>intstr.IntOrString{Type:1, IntVal:0, StrVal:"25%"}</c>.</summary>
    public static GoExpression IntOrString(JsonNode value) => new(
        value.GetValueKind() == JsonValueKind.Number
            ? $"intstr.IntOrString{{Type:0, IntVal:{value.ToJsonString()}, StrVal:\"\"}}"
            : $"intstr.IntOrString{{Type:1, IntVal:0, StrVal:{Quote(value.Text())}}}");

    /// <summary>As Go's %v of a decoded JSON value: <c>map[a:1 b:[x y]]</c>.</summary>
    public static string Plain(JsonNode? node) => node switch
    {
        null => "<nil>",
        JsonObject map => $"map[{string.Join(' ', Sorted(map).Select(pair => $"{pair.Key}:{Plain(pair.Value)}"))}]",
        JsonArray list => $"[{string.Join(' ', list.Select(Plain))}]",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.Text(),
        _ => node.ToJsonString(),
    };

    /// <summary>As Go's %#v of a decoded JSON value: <c>map[string]interface {}{"a":1}</c>.</summary>
    public static string Syntax(JsonNode? node) => node switch
    {
        null => "interface {}(nil)",
        JsonObject map => $"map[string]interface {{}}{{{string.Join(", ", Sorted(map).Select(pair => $"{Quote(pair.Key)}:{Syntax(pair.Value)}"))}}}",
        JsonArray list => $"[]interface {{}}{{{string.Join(", ", list.Select(Syntax))}}}",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Quote(value.Text()),
        _ => node.ToJsonString(),
    };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Sorted(JsonObject map) => map.OrderBy(pair => pair.Key, StringComparer.Ordinal);
}
