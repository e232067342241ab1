using System.Text.Json;

namespace Workshop.Cluster.Api.Responses;

/// <summary>Reads parts of an object's JSON without decoding the rest: lists and watches look at many objects.</summary>
internal static class ObjectSlices
{
    /// <summary>The bytes of <c>metadata</c>.</summary>
    public static ReadOnlyMemory<byte> Metadata(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span);
        if (!Enter(ref reader, "metadata"u8))
        {
            return "{}"u8.ToArray();
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
    }

    /// <summary><c>metadata.labels</c>, empty if there are none.</summary>
    public static Dictionary<string, string> Labels(ReadOnlyMemory<byte> json)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json.Span);
        if (!Enter(ref reader, "metadata"u8) || !EnterNext(ref reader, "labels"u8) || reader.TokenType != JsonTokenType.StartObject)
        {
            return labels;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            labels[key] = reader.GetString() ?? "";
        }

        return labels;
    }

    // Moves to the value of a field of the outermost object.
    private static bool Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> field)
    {
        reader.Read();
        return EnterNext(ref reader, field);
    }

    // From the start of an object to the value of one of its fields.
    private static bool EnterNext(ref Utf8JsonReader reader, ReadOnlySpan<byte> field)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = reader.ValueTextEquals(field);
            reader.Read();
            if (isWanted)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
