using Workshop.Dashboard.Intake.Wire;

namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>OTLP's KeyValue.</summary>
internal readonly ref struct WirePair
{
    public ReadOnlySpan<byte> Key { get; private init; }

    public ReadOnlySpan<byte> Value { get; private init; }

    public static WirePair Read(ReadOnlySpan<byte> pair)
    {
        ReadOnlySpan<byte> key = default, value = default;
        var reader = new ProtoReader(pair);
        while (reader.Read())
        {
            switch (reader.Tag)
            {
                case 1 << 3 | WireType.Bytes:
                    key = reader.Bytes;
                    break;
                case 2 << 3 | WireType.Bytes:
                    value = reader.Bytes;
                    break;
                default:
                    break;
            }
        }

        return new WirePair { Key = key, Value = value };
    }
}
