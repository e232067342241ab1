using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Workshop.Cluster.Api.Requests;

namespace Workshop.Cluster.Start;

/// <summary>A CustomResourceDefinition that comes with the cluster: one YAML file in <c>Definitions</c>, called by its name, kept in this assembly.</summary>
/// <param name="Name">Such as <c>gateways.gateway.networking.k8s.io</c>.</param>
internal sealed record ComingDefinition(string Name, byte[] Text)
{
    private const string Folder = "Workshop.Cluster.Definitions.";
    private const string Ending = ".yaml";

    public static IEnumerable<ComingDefinition> All => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(name => new ComingDefinition(name[Folder.Length..^Ending.Length], Read(name)));

    /// <summary>Another text has another one.</summary>
    public string Edition => Convert.ToHexStringLower(SHA256.HashData(Text))[..16];

    public JsonObject ToJson() => YamlBody.Read(Text)!.AsObject();

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var text = new byte[stream.Length];
        stream.ReadExactly(text);
        return text;
    }
}
