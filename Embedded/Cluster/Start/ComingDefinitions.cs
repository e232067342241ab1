using System.Reflection;
using System.Text.Json.Nodes;
using Workshop.Cluster.Api.Requests;

namespace Workshop.Cluster.Start;

/// <summary>The CustomResourceDefinitions that come with the cluster: one YAML file each in <c>Definitions</c>, kept in this assembly.</summary>
internal static class ComingDefinitions
{
    private const string Folder = "Workshop.Cluster.Definitions.";

    public static IEnumerable<JsonObject> Read() => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(Read);

    private static JsonObject Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return YamlBody.Read(bytes)!.AsObject();
    }
}
