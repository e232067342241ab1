using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Custom.Schemas;

/// <summary>Objects and maps: how many fields, which must be there, and what each is.</summary>
internal static class ObjectValidation
{
    public static void Validate(StructuralSchema schema, JsonObject map, JsonObject? old, string path, FieldErrors errors)
    {
        if (schema.Limits.MaxProperties is { } most && map.Count > most)
        {
            errors.TooMany(path, map.Count, most);
        }

        if (schema.Limits.MinProperties is { } least && map.Count < least)
        {
            errors.Invalid(path, map.Count, $"{path} in body should have at least {least} properties");
        }

        foreach (var field in schema.Limits.Required.Where(field => !map.ContainsKey(field)))
        {
            errors.Required(At(path, field));
        }

        foreach (var (field, value) in map)
        {
            if (schema.FieldOf(field) is { } known)
            {
                SchemaValidation.Validate(known, value, old?[field], At(path, field), errors);
            }
        }
    }

    private static string At(string path, string field) => path.Length == 0 ? field : $"{path}.{field}";
}
