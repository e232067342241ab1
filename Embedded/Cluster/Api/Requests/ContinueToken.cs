using System.Buffers.Text;
using System.Text.Json;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Api.Requests;

/// <summary>Where the next page of a list begins. Kubernetes' own form: base64 of <c>{"v":"meta.k8s.io/v1","rv":7,"start":"ns/name"}</c>.</summary>
/// <param name="After">The last object of the page before.</param>
internal sealed record ContinueToken(long ResourceVersion, ObjectKey After)
{
    private const string Form = "meta.k8s.io/v1";

    public string Encode() =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new Wire(Form, ResourceVersion, $"{After.Namespace}/{After.Name}")));

    /// <exception cref="Registry.StatusException">400: not a token of ours.</exception>
    public static ContinueToken Decode(string text)
    {
        byte[] bytes;
        try
        {
            bytes = Decode64(text);
        }
        catch (FormatException)
        {
            throw ApiFailures.BadRequest("invalid continue token: continue key is not valid: illegal base64 data");
        }

        if (GoJsonFault.Find(bytes) is { } fault)
        {
            throw ApiFailures.BadRequest($"invalid continue token: continue key is not valid: {fault}");
        }

        var wire = Read(bytes);
        var at = wire?.start?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        return wire is { v: Form, rv: > 0 } && at >= 0
            ? new ContinueToken(wire.rv, new ObjectKey(wire.start![..at], wire.start[(at + 1)..]))
            : throw ApiFailures.BadRequest("invalid continue token: continue key is not valid: server does not recognize this encoded version");
    }

    // Go is lenient about the bits after the last byte; Base64Url is not.
    private static byte[] Decode64(string text) =>
        Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (text.Length % 4)) % 4));

    private static Wire? Read(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<Wire>(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }

#pragma warning disable IDE1006 // The names on the wire.
    private sealed record Wire(string? v, long rv, string? start);
#pragma warning restore IDE1006
}
