using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Versions;

/// <summary>Kubernetes writes some annotations by the names of its Go fields: <c>ScaleUp</c> for <c>scaleUp</c>.</summary>
internal static class GoNames
{
    public static JsonNode? Upper(JsonNode? body) => Renamed(body, char.ToUpperInvariant);

    public static JsonNode? Lower(JsonNode? body) => Renamed(body, char.ToLowerInvariant);

    private static JsonNode? Renamed(JsonNode? node, Func<char, char> first) => node switch
    {
        JsonObject body => new JsonObject(body.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create($"{first(pair.Key[0])}{pair.Key[1..]}", Renamed(pair.Value, first)))),
        JsonArray list => new JsonArray([.. list.Select(item => Renamed(item, first))]),
        _ => node?.DeepClone(),
    };
}
