using System.Buffers.Text;
using System.Text.Json;

namespace Workshop.Endpoints.Tokens;

/// <summary>The first part of a token, <c>{"alg":"ES256","kid":"…","typ":"JWT"}</c>: read to find the key, believed in nothing.</summary>
internal readonly record struct TokenHeader(string? Algorithm, string? Kid)
{
    /// <returns>Null when that part cannot be read.</returns>
    public static TokenHeader? Of(string token)
    {
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || !Base64Url.IsValid(token.AsSpan(0, dot)))
        {
            return null;
        }

        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(token.AsSpan(0, dot)));
            return header.RootElement.ValueKind == JsonValueKind.Object
                ? new TokenHeader(Text(header.RootElement, "alg"), Text(header.RootElement, "kid"))
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter: a text in it is no UTF-8, or holds half a character ("\ud800").
            return null;
        }
    }

    private static string? Text(JsonElement header, string name) =>
        header.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
