using System.Text.Json.Nodes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Definitions;

/// <summary>The names under which a custom resource is, or may be, served.</summary>
internal sealed record AcceptedNames(string Plural, string Singular, string Kind, string ListKind, IReadOnlyList<string> ShortNames, IReadOnlyList<string> Categories)
{
    /// <summary>Those that stand for the resource: no two resources of a group may share one.</summary>
    public IEnumerable<string> ResourceNames => new[] { Plural, Singular }.Concat(ShortNames).Where(name => name.Length > 0);

    public IEnumerable<string> KindNames => new[] { Kind, ListKind }.Where(name => name.Length > 0);

    public static AcceptedNames Read(JsonObject? names) => new(
        names.Str("plural") ?? "", names.Str("singular") ?? "", names.Str("kind") ?? "", names.Str("listKind") ?? "", [.. names.Strings("shortNames")], [.. names.Strings("categories")]);

    public JsonObject ToJson()
    {
        var names = new JsonObject { ["plural"] = Plural };
        Put(names, "singular", Singular);
        Put(names, "shortNames", ShortNames);
        names["kind"] = Kind;
        Put(names, "listKind", ListKind);
        Put(names, "categories", Categories);
        return names;
    }

    private static void Put(JsonObject names, string field, string name)
    {
        if (name.Length > 0)
        {
            names[field] = name;
        }
    }

    private static void Put(JsonObject names, string field, IReadOnlyList<string> list)
    {
        if (list.Count > 0)
        {
            names[field] = new JsonArray([.. list.Select(name => (JsonNode)name)]);
        }
    }
}
