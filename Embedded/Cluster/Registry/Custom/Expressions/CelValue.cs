using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Custom.Schemas;

namespace Workshop.Cluster.Registry.Custom.Expressions;

/// <summary>A custom resource's values as CEL sees them: typed by the schema, fields under names that CEL allows.</summary>
internal static class CelValue
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
    };

    public static object? Of(StructuralSchema? schema, JsonNode? value) => value switch
    {
        null => null,
        JsonObject map => Map(schema, map),
        JsonArray list => list.Select(item => Of(schema?.Items, item)).ToArray(),
        _ => Scalar(schema, value.AsValue()),
    };

    // A field has a name in the expression, a map's key is a text. What the schema does not name cannot be spoken of.
    private static Dictionary<string, object?> Map(StructuralSchema? schema, JsonObject map)
    {
        var seen = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in map)
        {
            if (schema?.AdditionalProperties is { } values && !schema.Properties.ContainsKey(name))
            {
                seen[name] = Of(values, value);
            }
            else if (schema?.FieldOf(name) is { } known)
            {
                seen[Escaped(name)] = Of(known, value);
            }
            else if (schema is null || schema.IsEmbeddedResource || schema.PreservesUnknownFields || name is "apiVersion" or "kind" or "metadata")
            {
                seen[Escaped(name)] = Of(null, value);
            }
        }

        return seen;
    }

    private static object? Scalar(StructuralSchema? schema, JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => Text(schema?.Limits.Format, value.Text()),
        JsonValueKind.Number when schema?.Type != "number" && long.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var whole) => whole,
        JsonValueKind.Number => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture),
        _ => null,
    };

    private static object Text(string? format, string text) => format switch
    {
        "date-time" when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var time) => time,
        "date" when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) => day,
        _ => text,
    };

    /// <summary>As Kubernetes writes names that CEL could not.</summary>
    public static string Escaped(string name) => Reserved.Contains(name)
        ? $"__{name}__"
        : name.Replace("__", "__underscores__", StringComparison.Ordinal)
            .Replace(".", "__dot__", StringComparison.Ordinal)
            .Replace("-", "__dash__", StringComparison.Ordinal)
            .Replace("/", "__slash__", StringComparison.Ordinal);
}
