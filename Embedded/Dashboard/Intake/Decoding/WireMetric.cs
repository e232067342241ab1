using Workshop.Dashboard.Intake.Wire;
using Workshop.Dashboard.Telemetry;
using Workshop.Dashboard.Telemetry.Shelves;

namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>A metric on the wire: what it is called, what shape it has, and its data, in which the points are.</summary>
internal ref struct WireMetric
{
    public ReadOnlySpan<byte> Name { get; private set; }

    public ReadOnlySpan<byte> Description { get; private set; }

    public ReadOnlySpan<byte> Unit { get; private set; }

    public ReadOnlySpan<byte> Data { get; private set; }

    /// <value>Null when it has no data of a kind that is known here.</value>
    public InstrumentShape? Shape { get; private set; }

    public static WireMetric Read(ReadOnlySpan<byte> item)
    {
        var metric = default(WireMetric);
        var kind = default(InstrumentKind?);
        var reader = new ProtoReader(item);
        while (reader.Read())
        {
            switch (reader.Tag)
            {
                case 1 << 3 | WireType.Bytes:
                    metric.Name = reader.Bytes;
                    break;
                case 2 << 3 | WireType.Bytes:
                    metric.Description = reader.Bytes;
                    break;
                case 3 << 3 | WireType.Bytes:
                    metric.Unit = reader.Bytes;
                    break;
                default:
                    if (KindOf(reader.Tag) is { } known)
                    {
                        kind = known;
                        metric.Data = reader.Bytes;
                    }

                    break;
            }
        }

        metric.Shape = kind is { } one ? ShapeOf(one, metric.Data) : null;
        return metric;
    }

    private static InstrumentKind? KindOf(int tag) => tag switch
    {
        5 << 3 | WireType.Bytes => InstrumentKind.Gauge,
        7 << 3 | WireType.Bytes => InstrumentKind.Sum,
        9 << 3 | WireType.Bytes => InstrumentKind.Histogram,
        10 << 3 | WireType.Bytes => InstrumentKind.ExponentialHistogram,
        11 << 3 | WireType.Bytes => InstrumentKind.Summary,
        _ => null,
    };

    private static InstrumentShape ShapeOf(InstrumentKind kind, ReadOnlySpan<byte> data)
    {
        var (temporality, isMonotonic) = (Temporality.Unspecified, false);
        var reader = new ProtoReader(data);
        while (reader.Read())
        {
            switch (reader.Tag)
            {
                case 2 << 3 | WireType.Varint when reader.Number <= (ulong)Temporality.Cumulative:
                    temporality = (Temporality)reader.Number;
                    break;
                case 3 << 3 | WireType.Varint:
                    isMonotonic = reader.Number != 0;
                    break;
                default:
                    break;
            }
        }

        return kind is InstrumentKind.Gauge or InstrumentKind.Summary
            ? new InstrumentShape(kind, Temporality.Unspecified, false)
            : new InstrumentShape(kind, temporality, kind == InstrumentKind.Sum && isMonotonic);
    }
}
