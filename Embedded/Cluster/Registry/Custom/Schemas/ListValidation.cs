using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Custom.Schemas;

/// <summary>Lists: how long, what each element is, and that no two are the same where the list is a set or a map.</summary>
internal static class ListValidation
{
    public static void Validate(StructuralSchema schema, JsonArray list, JsonArray? old, string path, FieldErrors errors)
    {
        if (schema.Limits.MaxItems is { } most && list.Count > most)
        {
            errors.TooMany(path, list.Count, most);
        }

        if (schema.Limits.MinItems is { } least && list.Count < least)
        {
            errors.Invalid(path, list.Count, $"{path} in body should have at least {least} items");
        }

        for (var i = 0; i < list.Count && schema.Items is not null; i++)
        {
            SchemaValidation.Validate(schema.Items, list[i], Same(schema, list[i], old), $"{path}[{i}]", errors);
        }

        if (schema.ListType is "set" or "map")
        {
            CheckUnique(schema, list, path, errors);
        }
    }

    // Only the elements of a map are the same ones after an update; those of other lists have no name.
    internal static JsonNode? Same(StructuralSchema schema, JsonNode? element, JsonArray? old) =>
        schema.ListType == "map" && old is not null ? old.FirstOrDefault(candidate => Key(schema, candidate) == Key(schema, element)) : null;

    private static void CheckUnique(StructuralSchema schema, JsonArray list, string path, FieldErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            if (!seen.Add(schema.ListType == "set" ? list[i]?.ToJsonString() ?? "null" : Key(schema, list[i])))
            {
                errors.Duplicate($"{path}[{i}]", Shown(schema, list[i]));
            }
        }
    }

    private static string Key(StructuralSchema schema, JsonNode? element) =>
        string.Join('\n', schema.ListMapKeys.Select(key => (element as JsonObject)?[key]?.ToJsonString() ?? ""));

    private static object Shown(StructuralSchema schema, JsonNode? element) => schema.ListType == "set"
        ? element is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : new GoExpression(element?.ToJsonString() ?? "null")
        : new GoExpression($"map[string]interface {{}}{{{string.Join(", ", schema.ListMapKeys.Where(key => (element as JsonObject)?[key] is not null).Order(StringComparer.Ordinal).Select(key => $"{GoText.Quote(key)}:{element![key]!.ToJsonString()}"))}}}");
}
