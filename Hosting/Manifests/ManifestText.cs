using System.Globalization;
using System.Text.Json.Nodes;
using Workshop.Cluster.Objects;
using YamlDotNet.Core;

namespace Workshop.Hosting.Manifests;

/// <summary>The objects in a text of YAML or JSON; lists are taken apart.</summary>
internal static class ManifestText
{
    private static readonly string[] Required = ["apiVersion", "kind"];

    /// <param name="manifest">The resource's name, for messages.</param>
    /// <param name="file">The file's name, for messages; null for a text without one.</param>
    /// <exception cref="ManifestException">It is no YAML, or a document is no object.</exception>
    public static IReadOnlyList<ManifestDocument> Read(string manifest, string? file, string text)
    {
        try
        {
            var documents = YamlDocuments.Read(text);
            var read = new List<ManifestDocument>();
            for (var i = 0; i < documents.Count; i++)
            {
                var source = string.Create(CultureInfo.InvariantCulture, $"{(file is null ? "" : $"{file}, ")}document {i + 1}");
                // Comments between two separators are no object.
                if (YamlJson.Of(documents[i].RootNode) is { } body)
                {
                    read.AddRange(Objects(manifest, source, body));
                }
            }

            return read;
        }
        catch (YamlException e)
        {
            throw new ManifestException(manifest, $"{(file is null ? "it" : file)} is no YAML: line {e.Start.Line}, column {e.Start.Column}: {Sentence(e.Message)}", e);
        }
    }

    private static IEnumerable<ManifestDocument> Objects(string manifest, string source, JsonNode body)
    {
        if (body is not JsonObject map)
        {
            throw new ManifestException(manifest, $"{source} is {(body is JsonArray ? "a list" : "a value")}, not an object. It begins with apiVersion and kind.");
        }

        foreach (var field in Required)
        {
            if (Text(map, field) is null)
            {
                throw new ManifestException(manifest, $"{source} has no {field}.");
            }
        }

        if (map["items"] is JsonArray items && Text(map, "kind")!.EndsWith("List", StringComparison.Ordinal))
        {
            return [.. items.SelectMany((item, index) => Objects(manifest, string.Create(CultureInfo.InvariantCulture, $"{source}, item {index + 1}"), item?.DeepClone() ?? new JsonObject()))];
        }

        return map["metadata"] is JsonObject metadata && Text(metadata, "name") is not null
            ? [new ManifestDocument(source, map)]
            : throw new ManifestException(manifest, $"{source} ({Text(map, "kind")}) has no metadata.name.");
    }

    private static string? Text(JsonObject map, string field) => map[field] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    private static string Sentence(string message) => message.TrimEnd('.') + ".";
}
