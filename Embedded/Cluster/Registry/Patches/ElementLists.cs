using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Patches;

/// <summary>What strategic merge patches do to lists besides merging them: order, union, removal of plain values.</summary>
internal static class ElementLists
{
    /// <summary>The present values, then those that are new.</summary>
    public static JsonArray Union(JsonArray present, JsonArray added) =>
        [.. present.Concat(added).Select(item => item.Text()).Distinct().Select(item => (JsonNode)item)];

    public static void Remove(JsonObject target, string field, JsonNode? values)
    {
        if (target[field] is JsonArray present && values is JsonArray removed)
        {
            var gone = removed.Select(item => item.Text()).ToHashSet();
            target[field] = new JsonArray([.. present.Where(item => !gone.Contains(item.Text())).Select(item => item?.DeepClone())]);
        }
    }

    /// <summary>
    /// Puts the elements that <paramref name="order"/> names into that order. One that it does not name keeps its place
    /// among them: it comes before a named one unless it stood behind it. Names of elements that do not exist mean nothing.
    /// </summary>
    public static void Sort(JsonObject target, string field, JsonArray order, string? key)
    {
        if (target[field] is not JsonArray list)
        {
            return;
        }

        string Name(JsonNode? item) => key is null ? item.Text() : (item as JsonObject)?[key].Text() ?? "";

        var ranks = order.Select(Name).Distinct().Select((name, rank) => (name, rank)).ToDictionary(pair => pair.name, pair => pair.rank);
        var placed = list.Select((item, place) => (Item: item, Place: place, Name: Name(item))).ToList();
        var named = new Queue<(JsonNode? Item, int Place, string Name)>(placed.Where(item => ranks.ContainsKey(item.Name)).OrderBy(item => ranks[item.Name]));
        var others = new Queue<(JsonNode? Item, int Place, string Name)>(placed.Where(item => !ranks.ContainsKey(item.Name)));
        var sorted = new List<JsonNode?>();
        while (named.Count + others.Count > 0)
        {
            var takeNamed = others.Count == 0 || (named.Count > 0 && named.Peek().Place < others.Peek().Place);
            sorted.Add((takeNamed ? named : others).Dequeue().Item?.DeepClone());
        }

        target[field] = new JsonArray([.. sorted]);
    }
}
