using CsCheck;
using Opentelemetry.Proto.Common.V1;
using Workshop.Dashboard.Telemetry;
using Workshop.Dashboard.Tests.Intake;
using WireLog = Opentelemetry.Proto.Logs.V1.LogRecord;

namespace Workshop.Dashboard.Tests.Telemetry;

public sealed class LogShelfTests
{
    private static readonly Gen<WireLog> Logs = Gen.Select(Gen.Int[0, 24], Gen.Int[0, 3], Choice.Of("started", "stopped", "ÄRGER"))
        .Select((severity, trace, text) => new WireLog
        {
            TimeUnixNano = Otlp.Time(1),
            SeverityNumber = severity,
            Body = new AnyValue { StringValue = text },
            TraceId = Otlp.TraceId((UInt128)trace),
        });

    [Fact]
    public void The_last_ones_are_kept_and_filtered_as_a_list_would() => Gen.Select(Logs.Array[0, 40], Gen.Int[0, 6], Choice.Of("", "STO", "ärger"), Gen.Bool).Sample((logs, severity, text, oldestFirst) =>
    {
        using var bench = new IntakeBench(new TelemetryOptions { MaxLogs = 7 });
        foreach (var log in logs)
        {
            bench.Put(Otlp.Request(log));
        }

        var found = bench.Store.Logs(new LogQuery { MinimumSeverity = (LogSeverity)severity, Text = text, OldestFirst = oldestFirst });

        var expected = logs.TakeLast(7)
            .Where(log => (log.SeverityNumber + 3) / 4 >= severity && log.Body.StringValue.Contains(text, StringComparison.OrdinalIgnoreCase))
            .Select(log => log.Body.StringValue);
        Assert.Equal(oldestFirst ? expected : expected.Reverse(), found.Items.Select(log => log.Message));
        Assert.Equal(found.Items.Length, found.Total);
        Assert.Equal(Math.Max(0, logs.Length - 7), bench.Store.Status.Logs.Evicted);
    });

    [Fact]
    public void Records_of_a_trace_are_found_by_its_id()
    {
        using var bench = new IntakeBench();
        bench.Put(Otlp.Request(
            new WireLog { Body = new AnyValue { StringValue = "in" }, TraceId = Otlp.TraceId(5), SpanId = Otlp.SpanId(6) },
            new WireLog { Body = new AnyValue { StringValue = "out" } }));

        var found = Assert.Single(bench.Store.Logs(new LogQuery { TraceId = "00000000000000000000000000000005" }).Items);

        Assert.Equal(("in", "0000000000000006"), (found.Message, found.SpanId));
        Assert.Empty(bench.Store.Logs(new LogQuery { TraceId = "no id" }).Items);
    }

    [Fact]
    public void A_record_without_a_time_happened_when_it_was_seen_or_when_it_came()
    {
        using var bench = new IntakeBench();
        bench.Put(Otlp.Request(new WireLog { ObservedTimeUnixNano = Otlp.Time(5) }, new WireLog()));

        var times = bench.Store.Logs(new LogQuery { OldestFirst = true }).Items.Select(log => log.Time);

        Assert.Equal([TelemetrySamples.Noon.AddMilliseconds(5), TelemetrySamples.Noon], times);
    }

    [Fact]
    public void An_id_that_is_none_links_to_nothing()
    {
        using var bench = new IntakeBench();

        bench.Put(Otlp.Request(new WireLog { TraceId = Google.Protobuf.ByteString.CopyFrom(1, 2) }));

        Assert.Null(Assert.Single(bench.Store.Logs(new LogQuery()).Items).TraceId);
    }

    [Fact]
    public void A_body_that_is_no_text_is_shown_as_JSON()
    {
        using var bench = new IntakeBench();

        bench.Put(Otlp.Request(new WireLog { Body = new AnyValue { KvlistValue = new KeyValueList { Values = { Otlp.Tag("pod", "a"), Otlp.Value("n", new AnyValue { DoubleValue = double.NaN }) } } } }));

        Assert.Equal("""{"pod":"a","n":"NaN"}""", Assert.Single(bench.Store.Logs(new LogQuery()).Items).Message);
    }
}
