using Workshop.Dashboard.Intake.Wire;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>OTLP's AnyValue, of which one field is set: the last one counts, as everywhere in protobuf.</summary>
internal readonly ref struct WireValue
{
    private WireValue(TagKind kind, ulong number, ReadOnlySpan<byte> bytes)
    {
        Kind = kind;
        Number = number;
        Bytes = bytes;
    }

    public TagKind Kind { get; }

    public ulong Number { get; }

    public ReadOnlySpan<byte> Bytes { get; }

    /// <param name="value">A checked AnyValue; empty is a value that was not given, which shows as an empty text.</param>
    public static WireValue Read(ReadOnlySpan<byte> value)
    {
        var result = default(WireValue);
        var reader = new ProtoReader(value);
        while (reader.Read())
        {
            result = reader.Tag switch
            {
                1 << 3 | WireType.Bytes => new(TagKind.Text, 0, reader.Bytes),
                2 << 3 | WireType.Varint => new(TagKind.Boolean, reader.Number, default),
                3 << 3 | WireType.Varint => new(TagKind.Whole, reader.Number, default),
                4 << 3 | WireType.Fixed64 => new(TagKind.Number, reader.Number, default),
                5 << 3 | WireType.Bytes => new(TagKind.List, 0, reader.Bytes),
                6 << 3 | WireType.Bytes => new(TagKind.Map, 0, reader.Bytes),
                7 << 3 | WireType.Bytes => new(TagKind.Bytes, 0, reader.Bytes),
                _ => result,
            };
        }

        return result;
    }
}
