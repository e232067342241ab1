using Google.Protobuf;
using Opentelemetry.Proto.Common.V1;
using Opentelemetry.Proto.Metrics.V1;
using Opentelemetry.Proto.Trace.V1;
using Workshop.Dashboard.Intake.Wire;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Tests.Intake;

public sealed class DamageTests
{
    public static TheoryData<string> Kinds => [nameof(TelemetryKind.Traces), nameof(TelemetryKind.Logs), nameof(TelemetryKind.Metrics)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_request_cut_anywhere_is_refused_whole_or_taken_whole(string kind)
    {
        var request = Sample(Enum.Parse<TelemetryKind>(kind));

        var faults = Enumerable.Range(0, request.Length).Select(length => Fault(Enum.Parse<TelemetryKind>(kind), request[..length])).Where(fault => fault is not null);

        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_request_with_any_bit_turned_is_refused_whole_or_taken_whole(string kind)
    {
        var request = Sample(Enum.Parse<TelemetryKind>(kind));
        var damaged = from at in Enumerable.Range(0, request.Length) from bit in Enumerable.Range(0, 8) select Turned(request, at, 1 << bit);

        var faults = damaged.Select(one => Fault(Enum.Parse<TelemetryKind>(kind), one)).Where(fault => fault is not null);

        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_whole_request_is_taken_whole(string kind)
    {
        using var bench = new IntakeBench();

        var outcome = bench.Put(Enum.Parse<TelemetryKind>(kind), Sample(Enum.Parse<TelemetryKind>(kind)));

        Assert.Equal(new WriteOutcome(0, ""), outcome);
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_damage()
    {
        var request = Otlp.Request(Otlp.Span(1, 1, name: "abcdefgh")).ToByteArray();
        request[request.AsSpan().IndexOf("abcdefgh"u8)] = 0xFF;
        using var bench = new IntakeBench();

        var damage = Assert.Throws<DamagedPayloadException>(() => bench.Put(TelemetryKind.Traces, request));

        Assert.Equal("'name' of a span is not UTF-8.", damage.Message);
    }

    [Fact]
    public void Values_that_stand_in_each_other_too_deep_are_damage()
    {
        var value = new AnyValue { IntValue = 1 };
        for (var depth = 0; depth < 40; depth++)
        {
            value = new AnyValue { ArrayValue = new ArrayValue { Values = { value } } };
        }

        var span = Otlp.Span(1, 1);
        span.Attributes.Add(Otlp.Value("deep", value));
        using var bench = new IntakeBench();

        Assert.Throws<DamagedPayloadException>(() => bench.Put(Otlp.Request(span)));
    }

    // Null is well: it was refused and nothing has changed, or it was taken and can be shown.
    private static string? Fault(TelemetryKind kind, byte[] request)
    {
        using var bench = new IntakeBench();
        try
        {
            bench.Put(kind, request);
            Show(bench.Store);
            return null;
        }
        catch (DamagedPayloadException)
        {
            return bench.Store.Versions == new TelemetryVersions(0, 0, 0, 0) ? null : $"{Convert.ToHexString(request)}: refused, and yet something is kept";
        }
        catch (Exception e)
        {
            return $"{Convert.ToHexString(request)}: {e}";
        }
    }

    private static void Show(TelemetryStore store)
    {
        foreach (var trace in store.Traces(new TraceQuery { Text = "x" }).Items.Concat(store.Traces(new TraceQuery()).Items))
        {
            store.Trace(trace.TraceId);
        }

        store.Logs(new LogQuery());
        store.Logs(new LogQuery { Text = "x" });
        foreach (var instrument in store.Instruments(ResourceFilter.Any))
        {
            store.Points(instrument.Key, ResourceFilter.Any, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        }
    }

    private static byte[] Turned(byte[] request, int at, int bits)
    {
        var turned = request.ToArray();
        turned[at] ^= (byte)bits;
        return turned;
    }

    private static byte[] Sample(TelemetryKind kind) => kind switch
    {
        TelemetryKind.Traces => Otlp.Request(RichSpan()).ToByteArray(),
        TelemetryKind.Logs => Otlp.Request(RichLog()).ToByteArray(),
        _ => Otlp.Request(RichMetrics()).ToByteArray(),
    };

    private static Span RichSpan()
    {
        var span = Otlp.Span(1, 2, parent: 1);
        span.Status = new Status { Code = Status.Types.StatusCode.Error, Message = "no" };
        span.Attributes.Add(Otlp.Value("l", new AnyValue { ArrayValue = new ArrayValue { Values = { new AnyValue { DoubleValue = 1.5 }, new AnyValue { BoolValue = true } } } }));
        span.Attributes.Add(Otlp.Value("m", new AnyValue { KvlistValue = new KeyValueList { Values = { Otlp.Tag("ä", "€") } } }));
        span.Events.Add(new Span.Types.Event { Name = "e", TimeUnixNano = Otlp.Time(1), Attributes = { Otlp.Tag("a", "b") } });
        span.Links.Add(new Span.Types.Link { TraceId = Otlp.TraceId(9), SpanId = Otlp.SpanId(9) });
        return span;
    }

    private static Opentelemetry.Proto.Logs.V1.LogRecord RichLog() => new()
    {
        TimeUnixNano = Otlp.Time(1),
        SeverityNumber = 9,
        SeverityText = "Information",
        Body = new AnyValue { StringValue = "Pod 'a' is ready" },
        Attributes = { Otlp.Tag("{OriginalFormat}", "Pod '{Pod}' is ready"), Otlp.Tag("Pod", "a") },
        TraceId = Otlp.TraceId(1),
        SpanId = Otlp.SpanId(2),
    };

    private static IEnumerable<Metric> RichMetrics()
    {
        var exemplar = new Opentelemetry.Proto.Metrics.V1.Exemplar { TimeUnixNano = Otlp.Time(1), AsDouble = 2, TraceId = Otlp.TraceId(1), SpanId = Otlp.SpanId(1) };
        yield return new Metric { Name = "g", Gauge = new Gauge { DataPoints = { new NumberDataPoint { TimeUnixNano = Otlp.Time(1), AsInt = -1, Exemplars = { exemplar } } } } };
        var histogram = new HistogramDataPoint { TimeUnixNano = Otlp.Time(1), Count = 3, Sum = 2, BucketCounts = { 1, 2 }, ExplicitBounds = { 0.5 }, Attributes = { Otlp.Tag("a", "b") } };
        yield return new Metric { Name = "h", Unit = "s", Histogram = new Histogram { DataPoints = { histogram } } };
        var exponential = new ExponentialHistogramDataPoint { TimeUnixNano = Otlp.Time(1), Count = 3, Scale = -1, Positive = new() { Offset = -2, BucketCounts = { 1, 200 } } };
        yield return new Metric { Name = "x", ExponentialHistogram = new ExponentialHistogram { DataPoints = { exponential } } };
    }
}
