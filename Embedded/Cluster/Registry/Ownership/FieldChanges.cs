using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Ownership;

/// <summary>What differs between two states of an object.</summary>
internal sealed class FieldChanges
{
    private readonly List<string> _path = [];

    private FieldChanges()
    {
    }

    public FieldSet Added { get; } = new();

    public FieldSet Modified { get; } = new();

    public FieldSet Removed { get; } = new();

    public bool IsNone => Added.IsEmpty && Modified.IsEmpty && Removed.IsEmpty;

    public static FieldChanges Between(FieldType type, JsonObject before, JsonObject after)
    {
        var changes = new FieldChanges();
        changes.Compare(type, new Side(true, before), new Side(true, after));
        return changes;
    }

    private void Compare(FieldType type, Side before, Side after)
    {
        if (!before.IsThere && !after.IsThere)
        {
            return;
        }

        var form = type.FormOf(after.IsThere ? after.Value : before.Value);
        if (form == FieldForm.Leaf || type.IsAtomic || (IsNothing(before) && IsNothing(after)) || !HaveForm(form, before, after))
        {
            Leaf(before, after);
            return;
        }

        if (form == FieldForm.Map)
        {
            Maps(type, before.Value as JsonObject, after.Value as JsonObject);
        }
        else
        {
            Lists(type, before.Value as JsonArray, after.Value as JsonArray);
        }

        if (_path.Count > 0 && before.IsThere != after.IsThere)
        {
            (after.IsThere ? Added : Removed).Insert(_path);
        }
    }

    private void Maps(FieldType type, JsonObject? before, JsonObject? after)
    {
        foreach (var (name, value) in before ?? [])
        {
            JsonNode? now = null;
            var isThere = after?.TryGetPropertyValue(name, out now) is true;
            Step(FieldSteps.Field(name), type, new Side(true, value), new Side(isThere, now));
        }

        foreach (var (name, value) in after ?? [])
        {
            if (before?.ContainsKey(name) is not true)
            {
                Step(FieldSteps.Field(name), type, new Side(false, null), new Side(true, value));
            }
        }
    }

    private void Lists(FieldType type, JsonArray? before, JsonArray? after)
    {
        var (old, now) = (ByElement(type, before), ByElement(type, after));
        foreach (var element in old.Keys.Union(now.Keys).ToList())
        {
            var (was, becomes) = (old.GetValueOrDefault(element, []), now.GetValueOrDefault(element, []));
            if (was.Count < 2 && becomes.Count < 2)
            {
                Step(element, type, new Side(was.Count > 0, was.FirstOrDefault()), new Side(becomes.Count > 0, becomes.FirstOrDefault()));
                continue;
            }

            // Elements that nothing tells apart are looked at together.
            _path.Add(element);
            if (was.Count != becomes.Count || !was.Zip(becomes).All(pair => JsonNode.DeepEquals(pair.First, pair.Second)))
            {
                (becomes.Count == 0 ? Removed : was.Count == 0 ? Added : Modified).Insert(_path);
            }

            _path.RemoveAt(_path.Count - 1);
        }
    }

    private void Step(string step, FieldType type, Side before, Side after)
    {
        _path.Add(step);
        Compare(type.Step(step), before, after);
        _path.RemoveAt(_path.Count - 1);
    }

    private void Leaf(Side before, Side after)
    {
        if (_path.Count == 0)
        {
            return;
        }

        if (!before.IsThere)
        {
            Added.Insert(_path);
        }
        else if (!after.IsThere)
        {
            Removed.Insert(_path);
        }
        else if (!JsonNode.DeepEquals(before.Value, after.Value))
        {
            Modified.Insert(_path);
        }
    }

    private static Dictionary<string, List<JsonNode?>> ByElement(FieldType type, JsonArray? list)
    {
        var elements = new Dictionary<string, List<JsonNode?>>(StringComparer.Ordinal);
        foreach (var item in list ?? [])
        {
            var key = FieldSteps.Element(type, item);
            if (!elements.TryGetValue(key, out var same))
            {
                elements[key] = same = [];
            }

            same.Add(item);
        }

        return elements;
    }

    private static bool IsNothing(Side side) => !side.IsThere || side.Value is null or JsonObject { Count: 0 } or JsonArray { Count: 0 };

    // A null may stand for either; a value of another form makes both a leaf.
    private static bool HaveForm(FieldForm form, Side before, Side after) => (form == FieldForm.Map
        ? before.Value is null or JsonObject && after.Value is null or JsonObject
        : before.Value is null or JsonArray && after.Value is null or JsonArray);

    private readonly record struct Side(bool IsThere, JsonNode? Value);
}
