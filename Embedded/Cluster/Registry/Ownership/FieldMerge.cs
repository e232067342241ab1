using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Ownership;

/// <summary>Lays what somebody applies over what is there, and takes fields out again. The trees that are handed in stay as they are.</summary>
internal static class FieldMerge
{
    public static JsonObject Merge(FieldType type, JsonObject present, JsonObject applied) => Merge(type, (JsonNode)present, applied)!.AsObject();

    /// <summary>The object without the fields of the set.</summary>
    public static JsonObject Remove(FieldType type, JsonObject from, FieldSet removed) => removed.IsEmpty ? from : Without(type, from, removed) as JsonObject ?? [];

    private static JsonNode? Merge(FieldType type, JsonNode? present, JsonNode? applied) => (type.FormOf(applied), present, applied) switch
    {
        (FieldForm.Map, JsonObject map, JsonObject other) when !type.IsAtomic => Maps(type, map, other),
        (FieldForm.List, JsonArray list, JsonArray other) when !type.IsAtomic => Lists(type, list, other),
        _ => applied?.DeepClone(),
    };

    private static JsonObject Maps(FieldType type, JsonObject present, JsonObject applied)
    {
        var merged = new JsonObject();
        foreach (var (name, value) in present)
        {
            merged[name] = applied.TryGetPropertyValue(name, out var other) ? Merge(type.Step(FieldSteps.Field(name)), value, other) : value?.DeepClone();
        }

        foreach (var (name, value) in applied.Where(pair => !present.ContainsKey(pair.Key)))
        {
            merged[name] = value?.DeepClone();
        }

        return merged;
    }

    // The applied elements come in their own order; each of the others keeps its place before the applied one that it stood before.
    private static JsonArray Lists(FieldType type, JsonArray present, JsonArray applied)
    {
        var items = present.Select(item => (Key: FieldSteps.Element(type, item), Item: item)).ToList();
        var wanted = applied.Select(item => (Key: FieldSteps.Element(type, item), Item: item)).ToList();
        var (known, named) = (items.Select(item => item.Key).ToHashSet(StringComparer.Ordinal), wanted.Select(item => item.Key).ToHashSet(StringComparer.Ordinal));
        var shared = new Queue<string>(wanted.Select(item => item.Key).Where(known.Contains));
        var merged = new JsonArray();
        var at = 0;
        foreach (var (key, item) in wanted)
        {
            while (at < items.Count && !(shared.TryPeek(out var next) && items[at].Key == next))
            {
                TakeUnlessNamed(items[at++]);
            }

            merged.Add(known.Contains(key) ? Merge(type.Element ?? AnyType.Instance, items.First(other => other.Key == key).Item, item) : item?.DeepClone());
            if (shared.TryPeek(out var placed) && placed == key)
            {
                shared.Dequeue();
                at++;
            }
        }

        items.Skip(at).ToList().ForEach(TakeUnlessNamed);
        return merged;

        void TakeUnlessNamed((string Key, JsonNode? Item) other)
        {
            if (!named.Contains(other.Key))
            {
                merged.Add(other.Item?.DeepClone());
            }
        }
    }

    /// <returns>Null: nothing is left of it.</returns>
    private static JsonNode? Without(FieldType type, JsonNode? value, FieldSet removed)
    {
        switch (value)
        {
            case JsonObject map:
                var rest = new JsonObject();
                foreach (var (name, inner) in map)
                {
                    var step = FieldSteps.Field(name);
                    if (!removed.Has(step))
                    {
                        rest[name] = removed.Below(step) is { } below ? Without(type.Step(step), inner, below) : inner?.DeepClone();
                    }
                }

                return rest.Count > 0 ? rest : null;
            case JsonArray list when !type.IsAtomic:
                var left = new JsonArray();
                foreach (var item in list)
                {
                    var step = FieldSteps.Element(type, item);
                    if (!removed.Has(step))
                    {
                        left.Add(removed.Below(step) is { } below ? Without(type.Step(step), item, below) : item?.DeepClone());
                    }
                }

                return left.Count > 0 ? left : null;
            default:
                return value?.DeepClone();
        }
    }
}
