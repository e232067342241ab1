using System.Buffers.Binary;
using System.Collections.Immutable;
using Workshop.Dashboard.Intake.Wire;

namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>A repeated number of a message: packed, one by one, or both, as protobuf allows.</summary>
internal static class WireNumbers
{
    public static ImmutableArray<long> Fixed(ReadOnlySpan<byte> message, int field, int most) => Read(message, field, WireType.Fixed64, most, number => (long)number);

    public static ImmutableArray<double> Doubles(ReadOnlySpan<byte> message, int field, int most) => Read(message, field, WireType.Fixed64, most, BitConverter.UInt64BitsToDouble);

    public static ImmutableArray<long> Varints(ReadOnlySpan<byte> message, int field, int most) => Read(message, field, WireType.Varint, most, number => (long)number);

    // One more than the limit is read, so that the caller sees that there are too many.
    private static ImmutableArray<T> Read<T>(ReadOnlySpan<byte> message, int field, int type, int most, Func<ulong, T> convert)
    {
        var numbers = ImmutableArray.CreateBuilder<T>();
        var reader = new ProtoReader(message);
        while (numbers.Count <= most && reader.Read())
        {
            if (reader.Tag == (field << 3 | type))
            {
                numbers.Add(convert(reader.Number));
            }
            else if (reader.Tag == (field << 3 | WireType.Bytes))
            {
                Unpack(reader.Bytes, type, most, convert, numbers);
            }
        }

        return numbers.DrainToImmutable();
    }

    private static void Unpack<T>(ReadOnlySpan<byte> packed, int type, int most, Func<ulong, T> convert, ImmutableArray<T>.Builder numbers)
    {
        if (type == WireType.Varint)
        {
            var reader = new ProtoReader(packed);
            while (numbers.Count <= most && !reader.IsAtEnd)
            {
                numbers.Add(convert(reader.Varint()));
            }

            return;
        }

        for (var at = 0; at < packed.Length && numbers.Count <= most; at += 8)
        {
            numbers.Add(convert(BinaryPrimitives.ReadUInt64LittleEndian(packed[at..])));
        }
    }
}
