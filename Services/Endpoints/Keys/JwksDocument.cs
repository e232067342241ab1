using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Workshop.Endpoints.Keys;

/// <summary>Public keys as RFC 7517 writes them.</summary>
internal static class JwksDocument
{
    public static byte[] Write(IEnumerable<JsonWebKey> keys)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys");
            foreach (var key in keys.OrderBy(key => key.Kid, StringComparer.Ordinal))
            {
                WriteKey(json, key);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        text.Write("\n"u8);
        return text.WrittenSpan.ToArray();
    }

    /// <returns>The keys of our kind in it; others are for somebody else.</returns>
    /// <exception cref="JsonException">It is no such document.</exception>
    public static IReadOnlyList<JsonWebKey> Read(ReadOnlyMemory<byte> text)
    {
        using var document = JsonDocument.Parse(text);
        try
        {
            return Read(document.RootElement);
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A text in it is no UTF-8, or holds half a character.", e);
        }
    }

    private static IReadOnlyList<JsonWebKey> Read(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array
            ? [.. keys.EnumerateArray().Select(ReadKey).OfType<JsonWebKey>()]
            : throw new JsonException("It has no array 'keys'.");

    public static void WriteKey(Utf8JsonWriter json, JsonWebKey key)
    {
        json.WriteStartObject();
        json.WriteString("kty", key.Kty);
        json.WriteString("crv", key.Crv);
        json.WriteString("x", key.X);
        json.WriteString("y", key.Y);
        json.WriteString("kid", key.Kid);
        json.WriteString("use", key.Use);
        json.WriteString("alg", key.Alg);
        json.WriteEndObject();
    }

    public static JsonWebKey? ReadKey(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || Text(key, "kty") != JsonWebAlgorithmsKeyTypes.EllipticCurve || Text(key, "crv") != SigningKey.Curve
            || (Text(key, "use") ?? JsonWebKeyUseNames.Sig) != JsonWebKeyUseNames.Sig || (Text(key, "alg") ?? SigningKey.Algorithm) != SigningKey.Algorithm
            || Coordinate(key, "x") is not { } x || Coordinate(key, "y") is not { } y)
        {
            return null;
        }

        var read = SigningKey.PublicKey(x, y);
        if (Text(key, "kid") is { Length: > 0 } kid)
        {
            (read.Kid, read.KeyId) = (kid, kid);
        }

        return read;
    }

    private static string? Coordinate(JsonElement key, string name) =>
        Text(key, name) is { } text && Base64Url.IsValid(text, out var length) && length == P256.Bytes ? text : null;

    private static string? Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
