using System.Text;
using System.Text.Json.Nodes;
using Workshop.Cluster.Objects;
using YamlDotNet.Core;

namespace Workshop.Cluster.Api.Requests;

/// <summary>A YAML body as JSON.</summary>
internal static class YamlBody
{
    /// <exception cref="Registry.StatusException">400: not YAML.</exception>
    public static JsonNode? Read(ReadOnlySpan<byte> text)
    {
        try
        {
            return YamlDocuments.Read(Encoding.UTF8.GetString(text)) is [var first, ..] ? YamlJson.Of(first.RootNode) : null;
        }
        catch (YamlException e) when (e.Message.EndsWith("excessive aliasing", StringComparison.Ordinal))
        {
            throw ApiFailures.BadRequest("error converting YAML to JSON: yaml: document contains excessive aliasing");
        }
        catch (YamlException e)
        {
            throw ApiFailures.BadRequest($"error converting YAML to JSON: yaml: line {e.Start.Line}: {e.Message}");
        }
    }
}
