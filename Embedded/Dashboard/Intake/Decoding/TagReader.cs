using System.Collections.Immutable;
using System.Globalization;
using Workshop.Dashboard.Intake.Wire;
using Workshop.Dashboard.Telemetry;
using Workshop.Dashboard.Telemetry.Packing;

namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>Attributes of a message: packed, where there are many of them, or as records.</summary>
internal sealed class TagReader(TelemetryOptions limits)
{
    public WireText Text { get; } = new(limits.MaxAttributeLength);

    /// <summary>Packs the attributes as <see cref="PackReader.Tags"/> reads them.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="table">For their keys and texts.</param>
    /// <param name="message">The message that has attributes.</param>
    /// <param name="tag">The tag of its attributes.</param>
    /// <param name="except">A key to leave out.</param>
    public void Pack(PackWriter target, StringTable table, ReadOnlySpan<byte> message, int tag, ReadOnlySpan<byte> except = default)
    {
        var count = Count(message, tag, except);
        target.Varint((ulong)count);
        var reader = new ProtoReader(message);
        while (count > 0 && reader.Read())
        {
            if (reader.Tag == tag && WirePair.Read(reader.Bytes) is var pair && IsWanted(pair, except))
            {
                target.Text(table, Text.Cut(pair.Key));
                Pack(target, table, WireValue.Read(pair.Value));
                count--;
            }
        }
    }

    public ImmutableArray<TelemetryTag> Read(ReadOnlySpan<byte> message, int tag)
    {
        var count = Count(message, tag, default);
        if (count == 0)
        {
            return [];
        }

        var tags = ImmutableArray.CreateBuilder<TelemetryTag>(count);
        var reader = new ProtoReader(message);
        while (tags.Count < count && reader.Read())
        {
            if (reader.Tag == tag)
            {
                var pair = WirePair.Read(reader.Bytes);
                var value = WireValue.Read(pair.Value);
                tags.Add(new TelemetryTag(Text.String(pair.Key), Shown(value), value.Kind));
            }
        }

        return tags.MoveToImmutable();
    }

    private int Count(ReadOnlySpan<byte> message, int tag, ReadOnlySpan<byte> except)
    {
        var count = 0;
        var reader = new ProtoReader(message);
        while (count < limits.MaxAttributes && reader.Read())
        {
            count += reader.Tag == tag && (except.IsEmpty || IsWanted(WirePair.Read(reader.Bytes), except)) ? 1 : 0;
        }

        return count;
    }

    private void Pack(PackWriter target, StringTable table, in WireValue value)
    {
        target.Byte((byte)value.Kind);
        switch (value.Kind)
        {
            case TagKind.Boolean:
                target.Byte(value.Number == 0 ? (byte)0 : (byte)1);
                break;
            case TagKind.Whole:
                target.Signed((long)value.Number);
                break;
            case TagKind.Number:
                target.Fixed64(value.Number);
                break;
            case TagKind.Bytes:
                target.Bytes(Beginning(value.Bytes));
                break;
            case TagKind.List or TagKind.Map:
                target.Text(table, Text.Json(value));
                break;
            default:
                target.Text(table, Text.Cut(value.Bytes));
                break;
        }
    }

    private string Shown(in WireValue value) => value.Kind switch
    {
        TagKind.Number => BitConverter.UInt64BitsToDouble(value.Number).ToString("R", CultureInfo.InvariantCulture),
        TagKind.Bytes => Convert.ToBase64String(Beginning(value.Bytes)),
        _ => Text.String(value),
    };

    private ReadOnlySpan<byte> Beginning(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, limits.MaxAttributeLength)];

    private static bool IsWanted(in WirePair pair, ReadOnlySpan<byte> except) => except.IsEmpty || !pair.Key.SequenceEqual(except);
}
