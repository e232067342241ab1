using System.Text.Json.Nodes;
using Google.Protobuf;
using Workshop.Cluster.Api.Discovery;
using Workshop.Cluster.Api.Health;

namespace Workshop.Cluster.Api.OpenApi;

/// <summary>
/// OpenAPI v2 without any definition. kubectl asks for it where v3 does not name a kind (a List, a kind that nobody serves) and then checks the
/// object itself: with nothing to check by it goes on, and with 404 it would stop.
/// </summary>
internal static class OpenApiV2Document
{
    private const string Title = "Kubernetes";
    private const string SwaggerVersion = "2.0";

    /// <summary>The one form that kubectl reads: gnostic's message Document { 1: swagger, 2: info { 1: title, 2: version }, 8: paths }.</summary>
    public static DiscoveryDocument Protobuf { get; } = DiscoveryDocument.Of(Message(
        (1, ByteString.CopyFromUtf8(SwaggerVersion)),
        (2, ByteString.CopyFrom(Message((1, ByteString.CopyFromUtf8(Title)), (2, ByteString.CopyFromUtf8(VersionEndpoint.GitVersion))))),
        (8, ByteString.Empty)));

    public static DiscoveryDocument Json { get; } = DiscoveryDocument.Of(new JsonObject
    {
        ["swagger"] = SwaggerVersion,
        ["info"] = new JsonObject { ["title"] = Title, ["version"] = VersionEndpoint.GitVersion },
        ["paths"] = new JsonObject(),
    });

    private static byte[] Message(params IEnumerable<(int Number, ByteString Value)> fields)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            foreach (var (number, value) in fields)
            {
                output.WriteTag(number, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(value);
            }
        }

        return stream.ToArray();
    }
}
