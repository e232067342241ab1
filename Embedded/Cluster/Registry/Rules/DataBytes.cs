using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>How many bytes a base64 text stands for.</summary>
internal static class DataBytes
{
    public static int Count(JsonNode? base64)
    {
        var text = base64.Text();
        return (text.Length / 4 * 3) - text.AsSpan().Count('=');
    }
}
