using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Workshop.Cluster.Objects;

/// <summary>JSON that strangers wrote. What is no character (bytes that are no UTF-8, half a pair such as <c>\ud800</c>) becomes U+FFFD, as in Go; the parser of .NET would fail at it later.</summary>
internal static class JsonText
{
    /// <summary>
    /// Objects within objects. The parser takes 64 levels, and an object is kept with more around it than it came with: a list, the owners of its fields. Kubernetes takes 10,000.
    /// </summary>
    public const int DepthLimit = 50;

    public const string TooDeep = "exceeded max depth";

    // \ud83d\ude00 is a pair; without the other half it is nothing.
    private static readonly SearchValues<char> HalfDigits = SearchValues.Create("89abAB");
    private static readonly SearchValues<char> OtherHalfDigits = SearchValues.Create("cdefCDEF");

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = DepthLimit, AllowDuplicateProperties = false };

    /// <exception cref="JsonException">It is no JSON, is nested too deep, or names a field twice.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> text) => JsonNode.Parse(Mended(text.ToArray()).Span, documentOptions: Options);

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static JsonNode? Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>The same text, each of its strings made of characters.</summary>
    public static ReadOnlyMemory<byte> Mended(ReadOnlyMemory<byte> text)
    {
        var isUtf8 = Utf8.IsValid(text.Span);
        if (isUtf8 && text.Span.IndexOf(@"\ud"u8) < 0 && text.Span.IndexOf(@"\uD"u8) < 0)
        {
            return text;
        }

        // Decoding puts U+FFFD in the place of what is no UTF-8.
        return Encoding.UTF8.GetBytes(WithoutHalves(Encoding.UTF8.GetString(text.Span)));
    }

    /// <summary>How many objects and lists lie within one another.</summary>
    public static int DepthOf(JsonNode? node) => node switch
    {
        JsonObject map => 1 + map.Select(member => DepthOf(member.Value)).DefaultIfEmpty().Max(),
        JsonArray list => 1 + list.Select(DepthOf).DefaultIfEmpty().Max(),
        _ => 0,
    };

    private static string WithoutHalves(string text)
    {
        var mended = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var length = text[at] != '\\' ? 1 : IsHalf(text, at, HalfDigits) && IsHalf(text, at + 6, OtherHalfDigits) ? 12 : IsHalf(text, at, HalfDigits) || IsHalf(text, at, OtherHalfDigits) ? 6 : 2;
            length = Math.Min(length, text.Length - at);
            mended.Append(length == 6 ? @"\ufffd" : text.AsSpan(at, length));
            at += length;
        }

        return mended.ToString();
    }

    private static bool IsHalf(string text, int at, SearchValues<char> kind) =>
        at + 6 <= text.Length && text[at] == '\\' && text[at + 1] == 'u' && (text[at + 2] is 'd' or 'D') && kind.Contains(text[at + 3]) && char.IsAsciiHexDigit(text[at + 4]) && char.IsAsciiHexDigit(text[at + 5]);
}
