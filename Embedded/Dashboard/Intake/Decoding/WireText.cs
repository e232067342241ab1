using System.Buffers;
using System.Text;
using System.Text.Json;
using Workshop.Dashboard.Intake.Wire;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>Texts from the wire, no longer than is kept; lists and maps as JSON.</summary>
internal sealed class WireText(int maxLength)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>The text itself, or its beginning with a mark that there was more.</summary>
    public ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= maxLength)
        {
            return utf8;
        }

        var end = maxLength;
        while (end > 0 && (utf8[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return (byte[])[.. utf8[..end], .. "…"u8];
    }

    public string String(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(Cut(utf8));

    /// <summary>The value as a text for people.</summary>
    public string String(in WireValue value) => value.Kind switch
    {
        TagKind.Text => String(value.Bytes),
        _ => Encoding.UTF8.GetString(Json(value)),
    };

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<byte> Json(in WireValue value)
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer, Plain))
        {
            Write(json, value);
        }

        return Cut(_buffer.WrittenSpan);
    }

    private void Write(Utf8JsonWriter json, in WireValue value)
    {
        switch (value.Kind)
        {
            case TagKind.Boolean:
                json.WriteBooleanValue(value.Number != 0);
                break;
            case TagKind.Whole:
                json.WriteNumberValue((long)value.Number);
                break;
            case TagKind.Number when double.IsFinite(BitConverter.UInt64BitsToDouble(value.Number)):
                json.WriteNumberValue(BitConverter.UInt64BitsToDouble(value.Number));
                break;
            case TagKind.Number:
                json.WriteStringValue(BitConverter.UInt64BitsToDouble(value.Number).ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case TagKind.Bytes:
                json.WriteBase64StringValue(Beginning(value.Bytes));
                break;
            case TagKind.List:
                WriteList(json, value.Bytes);
                break;
            case TagKind.Map:
                WriteMap(json, value.Bytes);
                break;
            default:
                json.WriteStringValue(Cut(value.Bytes));
                break;
        }
    }

    private void WriteList(Utf8JsonWriter json, ReadOnlySpan<byte> list)
    {
        json.WriteStartArray();
        var reader = new ProtoReader(list);
        while (!IsLong(json) && reader.Read())
        {
            if (reader.Tag == (1 << 3 | WireType.Bytes))
            {
                Write(json, WireValue.Read(reader.Bytes));
            }
        }

        json.WriteEndArray();
    }

    private void WriteMap(Utf8JsonWriter json, ReadOnlySpan<byte> map)
    {
        json.WriteStartObject();
        var reader = new ProtoReader(map);
        while (!IsLong(json) && reader.Read())
        {
            if (reader.Tag == (1 << 3 | WireType.Bytes))
            {
                var pair = WirePair.Read(reader.Bytes);
                json.WritePropertyName(Cut(pair.Key));
                Write(json, WireValue.Read(pair.Value));
            }
        }

        json.WriteEndObject();
    }

    // What is over the limit will be cut: no need to write a million of it first.
    private bool IsLong(Utf8JsonWriter json) => json.BytesCommitted + json.BytesPending > maxLength;

    private ReadOnlySpan<byte> Beginning(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, maxLength)];
}
