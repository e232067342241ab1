using Workshop.Dashboard.Intake.Wire;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>The single numbers of a point on the wire, of whatever kind.</summary>
internal ref struct WirePoint
{
    public ulong Start { get; private set; }

    public ulong Time { get; private set; }

    /// <value>Of a gauge or sum.</value>
    public double? Value { get; private set; }

    public ulong Count { get; private set; }

    public double? Sum { get; private set; }

    public double? Min { get; private set; }

    public double? Max { get; private set; }

    public int Scale { get; private set; }

    public ulong ZeroCount { get; private set; }

    public double ZeroThreshold { get; private set; }

    public ReadOnlySpan<byte> Positive { get; private set; }

    public ReadOnlySpan<byte> Negative { get; private set; }

    public static WirePoint Read(InstrumentKind kind, ReadOnlySpan<byte> item)
    {
        var point = default(WirePoint);
        var fields = PointFields.Of(kind);
        var reader = new ProtoReader(item);
        while (reader.Read())
        {
            point.Take(kind, fields, reader);
        }

        point.Start = point.Start == 0 ? point.Time : point.Start;
        return point;
    }

    private void Take(InstrumentKind kind, in PointFields fields, in ProtoReader reader)
    {
        var isNumber = kind is InstrumentKind.Gauge or InstrumentKind.Sum;
        switch (reader.Tag)
        {
            case 2 << 3 | WireType.Fixed64:
                Start = reader.Number;
                break;
            case 3 << 3 | WireType.Fixed64:
                Time = reader.Number;
                break;
            case 4 << 3 | WireType.Fixed64 when isNumber:
                Value = reader.Double;
                break;
            case 6 << 3 | WireType.Fixed64 when isNumber:
                Value = reader.Signed;
                break;
            case 4 << 3 | WireType.Fixed64:
                Count = reader.Number;
                break;
            case 5 << 3 | WireType.Fixed64 when !isNumber:
                Sum = reader.Double;
                break;
            case var tag when fields.Min > 0 && tag == (fields.Min << 3 | WireType.Fixed64):
                Min = reader.Double;
                break;
            case var tag when fields.Max > 0 && tag == (fields.Max << 3 | WireType.Fixed64):
                Max = reader.Double;
                break;
            default:
                if (kind == InstrumentKind.ExponentialHistogram)
                {
                    TakeExponential(reader);
                }

                break;
        }
    }

    private void TakeExponential(in ProtoReader reader)
    {
        switch (reader.Tag)
        {
            case 6 << 3 | WireType.Varint:
                Scale = reader.ZigZag;
                break;
            case 7 << 3 | WireType.Fixed64:
                ZeroCount = reader.Number;
                break;
            case 8 << 3 | WireType.Bytes:
                Positive = reader.Bytes;
                break;
            case 9 << 3 | WireType.Bytes:
                Negative = reader.Bytes;
                break;
            case 14 << 3 | WireType.Fixed64:
                ZeroThreshold = reader.Double;
                break;
            default:
                break;
        }
    }
}
