using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Ownership;

/// <summary>The steps of paths: from an element of a list, and as messages write them.</summary>
internal static class FieldSteps
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Field(string name) => "f:" + name;

    /// <summary>Which element of its list this is: by its keys, or by its value.</summary>
    public static string Element(FieldType list, JsonNode? item)
    {
        if (list.Keys.Count == 0)
        {
            return "v:" + Json(item);
        }

        var keys = new JsonObject();
        foreach (var key in list.Keys.OrderBy(key => key.Name, StringComparer.Ordinal))
        {
            if (((item as JsonObject)?[key.Name] ?? key.Default) is { } value)
            {
                keys[key.Name] = value.DeepClone();
            }
        }

        return "k:" + Json(keys);
    }

    /// <summary><c>.spec.containers[name="a"].image</c>.</summary>
    public static string Text(IEnumerable<string> path) => string.Concat(path.Select(Text));

    private static string Text(string step) => step switch
    {
        ['f', ':', .. var name] => "." + name,
        ['k', ':', .. var keys] => $"[{string.Join(',', JsonNode.Parse(keys)!.AsObject().Select(pair => $"{pair.Key}={Json(pair.Value)}"))}]",
        ['v', ':', .. var value] => $"[={value}]",
        _ => step,
    };

    private static string Json(JsonNode? node) => node is null ? "null" : node.ToJsonString(Plain);
}
