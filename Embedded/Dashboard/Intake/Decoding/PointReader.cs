using System.Collections.Immutable;
using Workshop.Dashboard.Intake.Wire;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>Reads the points of a checked metric.</summary>
internal sealed class PointReader(TagReader tags)
{
    private const int MaxBuckets = 1_000;
    private const int MaxQuantiles = 100;
    private const int MaxExemplars = 16;

    /// <summary>The scales that OTLP's own SDKs use, with room.</summary>
    private const int MaxScale = 20;

    /// <summary>A series that has ended says so by a point without a value.</summary>
    public static bool HasNoValue(InstrumentKind kind, ReadOnlySpan<byte> item)
    {
        var flags = PointFields.Of(kind).Flags << 3 | WireType.Varint;
        var reader = new ProtoReader(item);
        while (reader.Read())
        {
            if (reader.Tag == flags && (reader.Number & 1) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>Sorted by key.</returns>
    public ImmutableArray<TelemetryTag> Attributes(InstrumentKind kind, ReadOnlySpan<byte> item) =>
        tags.Read(item, PointFields.Of(kind).Attributes << 3 | WireType.Bytes).Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));

    /// <param name="kind">Of the metric.</param>
    /// <param name="item">The point.</param>
    /// <param name="problem">Why it is none: a sentence.</param>
    /// <returns>Null when it makes no sense.</returns>
    public MetricPoint? Read(InstrumentKind kind, ReadOnlySpan<byte> item, out string problem)
    {
        problem = "";
        var point = WirePoint.Read(kind, item);
        if (point.Time == 0)
        {
            problem = "a point must say of when it is (time_unix_nano).";
            return null;
        }

        return kind switch
        {
            InstrumentKind.Histogram => Histogram(point, item, out problem),
            InstrumentKind.ExponentialHistogram => Exponential(point, item, out problem),
            InstrumentKind.Summary => Summary(point, item),
            _ => Number(kind, point, item, out problem),
        };
    }

    private NumberPoint? Number(InstrumentKind kind, in WirePoint point, ReadOnlySpan<byte> item, out string problem)
    {
        problem = point.Value is null ? "a point has no value." : "";
        return point.Value is { } value ? new NumberPoint(WireTime.Time(point.Start), WireTime.Time(point.Time), value, Exemplars(kind, item)) : null;
    }

    private HistogramPoint? Histogram(in WirePoint point, ReadOnlySpan<byte> item, out string problem)
    {
        var bounds = WireNumbers.Doubles(item, 7, MaxBuckets);
        var counts = WireNumbers.Fixed(item, 6, MaxBuckets);
        problem = WhyNoHistogram(bounds, counts);
        return problem.Length > 0
            ? null
            : new HistogramPoint(
                WireTime.Time(point.Start), WireTime.Time(point.Time), (long)point.Count, point.Sum, point.Min, point.Max, bounds, counts, Exemplars(InstrumentKind.Histogram, item));
    }

    private static string WhyNoHistogram(ImmutableArray<double> bounds, ImmutableArray<long> counts)
    {
        if (counts.Length > MaxBuckets || bounds.Length > MaxBuckets)
        {
            return $"a histogram has more than {MaxBuckets} buckets.";
        }

        if (counts.Length == 0 ? bounds.Length > 0 : counts.Length != bounds.Length + 1)
        {
            return $"a histogram has {counts.Length} counts for {bounds.Length} bounds; there must be one more, or none of both.";
        }

        for (var i = 0; i < bounds.Length; i++)
        {
            if (double.IsNaN(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1]))
            {
                return "a histogram's bounds do not ascend.";
            }
        }

        return "";
    }

    private ExponentialHistogramPoint? Exponential(in WirePoint point, ReadOnlySpan<byte> item, out string problem)
    {
        var (positive, negative) = (WireNumbers.Varints(point.Positive, 2, MaxBuckets), WireNumbers.Varints(point.Negative, 2, MaxBuckets));
        problem = positive.Length > MaxBuckets || negative.Length > MaxBuckets ? $"a histogram has more than {MaxBuckets} buckets."
            : Math.Abs((long)point.Scale) > MaxScale ? $"an exponential histogram's scale is {point.Scale}, which is not from -{MaxScale} to {MaxScale}."
            : "";
        return problem.Length > 0
            ? null
            : new ExponentialHistogramPoint(
                WireTime.Time(point.Start),
                WireTime.Time(point.Time),
                (long)point.Count,
                point.Sum,
                point.Min,
                point.Max,
                point.Scale,
                (long)point.ZeroCount,
                point.ZeroThreshold,
                Offset(point.Positive),
                positive,
                Offset(point.Negative),
                negative,
                Exemplars(InstrumentKind.ExponentialHistogram, item));
    }

    private static int Offset(ReadOnlySpan<byte> buckets)
    {
        var offset = 0;
        var reader = new ProtoReader(buckets);
        while (reader.Read())
        {
            offset = reader.Tag == (1 << 3 | WireType.Varint) ? reader.ZigZag : offset;
        }

        return offset;
    }

    private static SummaryPoint Summary(in WirePoint point, ReadOnlySpan<byte> item)
    {
        var quantiles = ImmutableArray.CreateBuilder<(double, double)>();
        var reader = new ProtoReader(item);
        while (quantiles.Count < MaxQuantiles && reader.Read())
        {
            if (reader.Tag == (6 << 3 | WireType.Bytes))
            {
                quantiles.Add(Quantile(reader.Bytes));
            }
        }

        return new SummaryPoint(WireTime.Time(point.Start), WireTime.Time(point.Time), (long)point.Count, point.Sum ?? 0, quantiles.DrainToImmutable());
    }

    private static (double Quantile, double Value) Quantile(ReadOnlySpan<byte> item)
    {
        var (quantile, value) = (0.0, 0.0);
        var reader = new ProtoReader(item);
        while (reader.Read())
        {
            quantile = reader.Tag == (1 << 3 | WireType.Fixed64) ? reader.Double : quantile;
            value = reader.Tag == (2 << 3 | WireType.Fixed64) ? reader.Double : value;
        }

        return (quantile, value);
    }

    private ImmutableArray<Exemplar> Exemplars(InstrumentKind kind, ReadOnlySpan<byte> item)
    {
        var exemplars = ImmutableArray.CreateBuilder<Exemplar>();
        var tag = PointFields.Of(kind).Exemplars << 3 | WireType.Bytes;
        var reader = new ProtoReader(item);
        while (exemplars.Count < MaxExemplars && reader.Read())
        {
            if (reader.Tag == tag)
            {
                exemplars.Add(Exemplar(reader.Bytes));
            }
        }

        return exemplars.DrainToImmutable();
    }

    private Exemplar Exemplar(ReadOnlySpan<byte> item)
    {
        var (time, value, traceId, spanId) = (0UL, 0.0, default(UInt128), 0UL);
        var reader = new ProtoReader(item);
        while (reader.Read())
        {
            switch (reader.Tag)
            {
                case 2 << 3 | WireType.Fixed64:
                    time = reader.Number;
                    break;
                case 3 << 3 | WireType.Fixed64:
                    value = reader.Double;
                    break;
                case 6 << 3 | WireType.Fixed64:
                    value = reader.Signed;
                    break;
                case 4 << 3 | WireType.Bytes:
                    spanId = WireIds.Span(reader.Bytes);
                    break;
                case 5 << 3 | WireType.Bytes:
                    traceId = WireIds.Trace(reader.Bytes);
                    break;
                default:
                    break;
            }
        }

        return new Exemplar(
            WireTime.Time(time),
            value,
            traceId == default ? null : TelemetryIds.Text(traceId),
            spanId == 0 ? null : TelemetryIds.Text(spanId),
            tags.Read(item, 7 << 3 | WireType.Bytes));
    }
}
