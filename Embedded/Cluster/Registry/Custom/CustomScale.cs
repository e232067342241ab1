using System.Globalization;
using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds.Custom;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry.Custom;

/// <summary>Reads and writes the scale of a custom resource at the paths that its definition names.</summary>
internal static class CustomScale
{
    /// <param name="isToBeChanged">Then an absent number of wanted ones is none.</param>
    /// <exception cref="StatusException">500: the object does not have the field that says how many are wanted.</exception>
    public static (long Wanted, long Present, string Selector) Of(StoredObject item, ScalePaths paths, bool isToBeChanged)
    {
        var body = item.ToJson();
        var wanted = Number(body, paths.SpecReplicas)
            ?? (isToBeChanged ? 0L : (long?)null)
            ?? throw new StatusException(500, "InternalError", $"Internal error occurred: the spec replicas field \"{paths.SpecReplicas}\" does not exist");
        return (wanted, Number(body, paths.StatusReplicas) ?? 0, paths.Selector is null ? "" : At(body, paths.Selector).Text());
    }

    public static JsonObject With(StoredObject item, ScalePaths paths, long replicas)
    {
        var body = item.ToJson();
        var fields = Fields(paths.SpecReplicas);
        fields[..^1].Aggregate(body, (at, field) => at.Ensure(field))[fields[^1]] = replicas;
        return body;
    }

    private static string[] Fields(string path) => path.TrimStart('.').Split('.');

    private static JsonNode? At(JsonObject body, string path) => Fields(path).Aggregate((JsonNode?)body, (at, field) => (at as JsonObject)?[field]);

    private static long? Number(JsonObject body, string path) =>
        At(body, path) is JsonValue value && long.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var number) ? number : null;
}
