using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Workshop.Endpoints.Revocations;

/// <summary>One line of auth's feed: <c>{"revoked":{"JTI":1767323045},"keys":"…","withdrawn":["KID"],"degraded":true,"complete":true}</c>, each member only where there is something to say.</summary>
/// <param name="Revoked">What is new to the reader.</param>
/// <param name="Keys">Names the set of published keys: another text, other keys. Null: as before.</param>
/// <param name="IsDegraded">Whether that replica works without something that it should have. Null: as before.</param>
/// <param name="IsComplete">From here on the reader knows all that the replica knows.</param>
/// <param name="Withdrawn">Names of keys that nothing may be checked with any more, whoever still publishes them.</param>
internal sealed record FeedLine(IReadOnlyList<Revocation> Revoked, string? Keys = null, bool? IsDegraded = null, bool IsComplete = false, IReadOnlyCollection<string>? Withdrawn = null)
{
    /// <summary>A line that says nothing but that the connection lives.</summary>
    public static FeedLine Nothing { get; } = new([]);

    public byte[] ToBytes()
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            if (Revoked.Count > 0)
            {
                json.WriteStartObject("revoked");
                foreach (var one in Revoked)
                {
                    json.WriteNumber(one.Id, one.Until.ToUnixTimeSeconds());
                }

                json.WriteEndObject();
            }

            if (Keys is not null)
            {
                json.WriteString("keys", Keys);
            }

            if (Withdrawn is { Count: > 0 })
            {
                json.WriteStartArray("withdrawn");
                foreach (var kid in Withdrawn)
                {
                    json.WriteStringValue(kid);
                }

                json.WriteEndArray();
            }

            if (IsDegraded is { } degraded)
            {
                json.WriteBoolean("degraded", degraded);
            }

            if (IsComplete)
            {
                json.WriteBoolean("complete", true);
            }

            json.WriteEndObject();
        }

        text.Write("\n"u8);
        return text.WrittenSpan.ToArray();
    }

    /// <exception cref="FormatException">It is no such line.</exception>
    public static FeedLine Parse(string text)
    {
        try
        {
            using var line = JsonDocument.Parse(text);
            var root = line.RootElement;
            return new FeedLine(
                root.TryGetProperty("revoked", out var revoked) ? [.. revoked.EnumerateObject().Select(one => new Revocation(one.Name, DateTimeOffset.FromUnixTimeSeconds(one.Value.GetInt64())))] : [],
                root.TryGetProperty("keys", out var keys) ? keys.GetString() : null,
                root.TryGetProperty("degraded", out var degraded) ? degraded.GetBoolean() : null,
                root.TryGetProperty("complete", out var complete) && complete.GetBoolean(),
                root.TryGetProperty("withdrawn", out var withdrawn) ? [.. withdrawn.EnumerateArray().Select(kid => kid.GetString() ?? "")] : null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentOutOfRangeException or FormatException)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"A line of {text.Length} characters is none of a feed of revocations."), e);
        }
    }
}
