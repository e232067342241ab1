using System.Text;
using System.Text.Json.Nodes;
using Workshop.Cluster.Objects;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Workshop.Cluster.Api.Requests;

/// <summary>A YAML body as JSON.</summary>
internal static class YamlBody
{
    /// <exception cref="Registry.StatusException">400: not YAML.</exception>
    public static JsonNode? Read(ReadOnlySpan<byte> text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(Encoding.UTF8.GetString(text)));
            return stream.Documents.Count == 0 ? null : YamlJson.Of(stream.Documents[0].RootNode);
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
