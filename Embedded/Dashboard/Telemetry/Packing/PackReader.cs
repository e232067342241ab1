using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Workshop.Dashboard.Telemetry.Packing;

/// <summary>Reads what <see cref="PackWriter"/> wrote. The bytes are our own, so nothing is checked.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> bytes, StringTable table)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public byte Byte()
    {
        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    public ulong Fixed64()
    {
        var value = BinaryPrimitives.ReadUInt64LittleEndian(_rest);
        _rest = _rest[8..];
        return value;
    }

    public ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    public long Signed()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ReadOnlySpan<byte> Bytes() => Take((int)Varint());

    public string Text()
    {
        var head = Varint();
        return (head & 1) == 0 ? table[(int)(head >> 1)] : Encoding.UTF8.GetString(Take((int)(head >> 1)));
    }

    public ImmutableArray<TelemetryTag> Tags()
    {
        var tags = new TelemetryTag[(int)Varint()];
        for (var i = 0; i < tags.Length; i++)
        {
            var (key, kind) = (Text(), (TagKind)Byte());
            tags[i] = new TelemetryTag(key, Value(kind), kind);
        }

        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(tags);
    }

    private string Value(TagKind kind) => kind switch
    {
        TagKind.Boolean => Byte() == 0 ? "false" : "true",
        TagKind.Whole => Signed().ToString(CultureInfo.InvariantCulture),
        TagKind.Number => BitConverter.UInt64BitsToDouble(Fixed64()).ToString("R", CultureInfo.InvariantCulture),
        TagKind.Bytes => Convert.ToBase64String(Bytes()),
        _ => Text(),
    };

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
