using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Api.Discovery;

/// <summary>A finished answer with the tag by which a client asks whether it is still the same.</summary>
internal sealed record DiscoveryDocument(ReadOnlyMemory<byte> Body, string Hash)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ETag => $"\"{Hash}\"";

    public static DiscoveryDocument Of(JsonObject body)
    {
        var bytes = Bytes(body);
        return new DiscoveryDocument(bytes, Convert.ToHexString(SHA512.HashData(bytes)));
    }

    public static byte[] Bytes(JsonObject body) => JsonSerializer.SerializeToUtf8Bytes(body, Json);
}
