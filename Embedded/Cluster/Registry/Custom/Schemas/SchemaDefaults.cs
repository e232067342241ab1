using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Custom.Schemas;

/// <summary>Fills in the defaults that a schema names. Doing it twice changes nothing.</summary>
internal static class SchemaDefaults
{
    public static void Apply(StructuralSchema schema, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject map:
                foreach (var (field, known) in schema.Properties.Where(property => property.Value.Default is not null))
                {
                    if (!map.TryGetPropertyValue(field, out var present) || (present is null && !known.IsNullable))
                    {
                        map[field] = known.Default!.DeepClone();
                    }
                }

                foreach (var (field, inner) in map)
                {
                    if (schema.FieldOf(field) is { } known)
                    {
                        Apply(known, inner);
                    }
                }

                break;
            case JsonArray list when schema.Items is { } items:
                foreach (var item in list)
                {
                    Apply(items, item);
                }

                break;
            default:
                break;
        }
    }
}
