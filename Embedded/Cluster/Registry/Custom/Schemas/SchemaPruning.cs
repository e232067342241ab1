using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Custom.Schemas;

/// <summary>Takes out of an object what its schema does not know, and nulls where none may be.</summary>
internal sealed class SchemaPruning
{
    private static readonly string[] ResourceFields = ["apiVersion", "kind", "metadata"];

    private readonly List<string> _unknown = [];

    /// <summary>Paths such as <c>spec.rules[0].matchez</c>, sorted as Kubernetes names them.</summary>
    public IReadOnlyList<string> Unknown => [.. _unknown.Order(StringComparer.Ordinal)];

    /// <summary>Changes the object.</summary>
    public void Prune(StructuralSchema schema, JsonObject root) => PruneObject(schema, root, "", isResource: true);

    private void Prune(StructuralSchema? schema, JsonNode? value, string path)
    {
        switch (value)
        {
            case JsonObject map:
                PruneObject(schema, map, path, schema?.IsEmbeddedResource is true);
                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    // A list without a schema of its elements is one whose content nobody described.
                    if (schema?.Items is { } items)
                    {
                        Prune(items, list[i], $"{path}[{i}]");
                    }
                }

                break;
            default:
                break;
        }
    }

    private void PruneObject(StructuralSchema? schema, JsonObject map, string path, bool isResource)
    {
        foreach (var (field, value) in map.ToList())
        {
            if (isResource && ResourceFields.Contains(field))
            {
                continue;
            }

            var at = path.Length == 0 ? field : $"{path}.{field}";
            if (schema?.FieldOf(field) is { } known)
            {
                if (value is null && !known.IsNullable)
                {
                    map.Remove(field);
                }

                Prune(known, value, at);
            }
            else if (schema?.PreservesUnknownFields is not true)
            {
                map.Remove(field);
                _unknown.Add(at);
            }
        }
    }
}
