using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Ownership;

/// <summary>Which fields an object has.</summary>
internal static class FieldWalk
{
    public static FieldSet Of(FieldType type, JsonObject body)
    {
        var set = new FieldSet();
        Walk(type, body, [], set);
        return set;
    }

    private static void Walk(FieldType type, JsonNode? value, List<string> path, FieldSet set)
    {
        switch (type.FormOf(value))
        {
            case FieldForm.Leaf:
            case FieldForm.Map or FieldForm.List when type.IsAtomic:
                Insert(path, set);
                break;
            case FieldForm.Map when value is JsonObject map:
                foreach (var (name, inner) in map)
                {
                    path.Add(FieldSteps.Field(name));
                    Walk(type.Step(path[^1]), inner, path, set);
                    if (inner is null or JsonObject { Count: 0 } || type.Declared(name) is null)
                    {
                        set.Insert(path);
                    }

                    path.RemoveAt(path.Count - 1);
                }

                break;
            case FieldForm.List when value is JsonArray list:
                foreach (var item in list)
                {
                    path.Add(FieldSteps.Element(type, item));
                    Walk(type.Element ?? AnyType.Instance, item, path, set);
                    set.Insert(path);
                    path.RemoveAt(path.Count - 1);
                }

                break;
        }
    }

    // The root is a place, and no field.
    private static void Insert(List<string> path, FieldSet set)
    {
        if (path.Count > 0)
        {
            set.Insert(path);
        }
    }
}
