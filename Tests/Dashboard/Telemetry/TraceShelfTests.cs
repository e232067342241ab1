using CsCheck;
using Opentelemetry.Proto.Trace.V1;
using Workshop.Dashboard.Telemetry;
using Workshop.Dashboard.Tests.Intake;

namespace Workshop.Dashboard.Tests.Telemetry;

public sealed class TraceShelfTests
{
    private const int MaxTraces = 4;
    private const int MaxSpans = 3;

    private static readonly Gen<ModelSpan> Spans = Gen.Select(Gen.Int[1, 8], Gen.Int[1, 5], Gen.Int[0, 2], Gen.Int[0, 9], Gen.Int[0, 9], Gen.Bool, Choice.Of("hello", "auth"))
        .Select((trace, id, parent, from, length, isError, service) => new ModelSpan(trace, id, parent, from, length, isError, service));

    private static readonly Gen<TraceQuery> Queries = Gen.Select(Gen.Bool, Gen.Int[0, 9], Choice.Of<string?>(null, "hello", "auth"), Choice.Of("", "SPAN 2", "of auth"))
        .Select((onlyErrors, ms, service, text) => new TraceQuery
        {
            OnlyErrors = onlyErrors,
            MinimumDuration = TimeSpan.FromMilliseconds(ms),
            Resource = new ResourceFilter(service),
            Text = text,
            Take = 1000,
        });

    [Fact]
    public void Whatever_comes_in_whatever_order_is_shown_as_the_model_says() => Gen.Select(Spans.Array[0, 60], Queries).Sample((spans, query) =>
    {
        var model = new TraceModel(MaxTraces, MaxSpans);
        using var bench = new IntakeBench(new TelemetryOptions { MaxTraces = MaxTraces, MaxSpansPerTrace = MaxSpans });
        foreach (var span in spans)
        {
            model.Put(span);
            bench.Put(Otlp.Request(Otlp.Resource(span.Service), Wire(span)));
        }

        var status = bench.Store.Status;
        Assert.Equal(model.Lines(query), Lines(bench.Store, query));
        Assert.Equal((model.Kept, model.Rejected), (status.Spans.Kept, status.Spans.Rejected));
        Assert.Equal(status.Spans.Received, status.Spans.Kept + status.Spans.Evicted);
        Assert.All(bench.Store.Resources, one => Assert.Equal(model.KeptOf(one.Resource.Service), one.Spans));
    });

    [Fact]
    public void A_span_sent_twice_counts_once_and_is_no_fault_of_the_sender()
    {
        using var bench = new IntakeBench();

        bench.Put(Otlp.Request(Otlp.Span(1, 1), Otlp.Span(1, 1)));
        var again = bench.Put(Otlp.Request(Otlp.Span(1, 1)));

        Assert.Equal(0, again.Rejected);
        Assert.Equal(1, bench.Store.Status.Spans.Kept);
    }

    [Fact]
    public void In_a_trace_of_many_spans_a_duplicate_is_found_too()
    {
        using var bench = new IntakeBench();
        var spans = Enumerable.Range(1, 300).Select(id => Otlp.Span(1, (ulong)id)).ToArray();

        bench.Put(Otlp.Request(spans));
        bench.Put(Otlp.Request(spans));

        Assert.Equal(300, bench.Store.Status.Spans.Kept);
    }

    [Fact]
    public void Children_that_come_before_their_parent_get_their_name_from_it_later()
    {
        using var bench = new IntakeBench();
        bench.Put(Otlp.Request(Otlp.Span(1, 2, parent: 1, fromMs: 5, toMs: 6, name: "child")));
        var before = Assert.Single(bench.Store.Traces(new TraceQuery()).Items);

        bench.Put(Otlp.Request(Otlp.Span(1, 1, fromMs: 0, toMs: 10, name: "root")));

        var after = Assert.Single(bench.Store.Traces(new TraceQuery()).Items);
        Assert.Equal(("child", false), (before.Name, before.HasRoot));
        Assert.Equal(("root", true, TimeSpan.FromMilliseconds(10)), (after.Name, after.HasRoot, after.Duration));
        Assert.Equal(["root", "child"], bench.Store.Trace(after.TraceId)!.Spans.Select(span => span.Name));
    }

    [Fact]
    public void A_span_that_ends_before_it_starts_has_no_length()
    {
        using var bench = new IntakeBench();

        bench.Put(Otlp.Request(Otlp.Span(1, 1, fromMs: 10, toMs: 3)));

        Assert.Equal(TimeSpan.Zero, Assert.Single(bench.Store.Traces(new TraceQuery()).Items).Duration);
    }

    [Fact]
    public void Times_at_the_end_of_what_can_be_written_are_kept()
    {
        using var bench = new IntakeBench();
        var span = Otlp.Span(1, 1);
        (span.StartTimeUnixNano, span.EndTimeUnixNano) = (1, ulong.MaxValue);
        span.Events.Add(new Span.Types.Event { Name = "late", TimeUnixNano = ulong.MaxValue });

        bench.Put(Otlp.Request(span));

        var kept = Assert.Single(bench.Store.Trace("00000000000000000000000000000001")!.Spans);
        Assert.Equal((1970, 2554, 2554), (kept.Start.Year, kept.End.Year, kept.Events[0].Time.Year));
    }

    [Fact]
    public void Memory_stays_within_its_limit_whatever_the_number_of_spans()
    {
        using var bench = new IntakeBench(new TelemetryOptions { MaxTraces = 1_000_000, MaxMegabytes = 1 });
        var spans = Enumerable.Range(1, 500).Select(id => Otlp.Span((UInt128)id, 1, name: $"{id} {new string('x', 4_000)}"));

        bench.Put(Otlp.Request(spans));

        Assert.InRange(bench.Store.Status.Bytes.Kept, 900_000, 1024 * 1024);
        Assert.Equal(500, bench.Store.Status.Spans.Received);
        Assert.NotNull(bench.Store.Trace(500.ToString("x32", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Too_much_in_one_span_is_cut()
    {
        using var bench = new IntakeBench(new TelemetryOptions { MaxAttributes = 2, MaxAttributeLength = 16, MaxEvents = 1 });
        var span = Otlp.Span(1, 1);
        span.Attributes.Add([Otlp.Tag("a", "äääääääääää"), Otlp.Tag("b", "short"), Otlp.Tag("c", "third")]);
        span.Events.Add([new Span.Types.Event { Name = "one" }, new Span.Types.Event { Name = "two" }]);

        bench.Put(Otlp.Request(span));

        var kept = Assert.Single(bench.Store.Trace("00000000000000000000000000000001")!.Spans);
        Assert.Equal([new TelemetryTag("a", "ääääääää…"), new TelemetryTag("b", "short")], kept.Attributes.ToArray());
        Assert.Equal("one", Assert.Single(kept.Events).Name);
    }

    [Fact]
    public void When_no_further_resource_may_be_kept_its_spans_are_refused_and_one_with_nothing_left_makes_room()
    {
        using var bench = new IntakeBench(new TelemetryOptions { MaxResources = 2, MaxTraces = 2 });
        bench.Put(Otlp.Request(Otlp.Resource("a"), Otlp.Span(1, 1)));
        bench.Put(Otlp.Request(Otlp.Resource("b"), Otlp.Span(2, 1)));

        var refused = bench.Put(Otlp.Request(Otlp.Resource("c"), Otlp.Span(3, 1), Otlp.Span(3, 2)));
        bench.Put(Otlp.Request(Otlp.Resource("b"), Otlp.Span(4, 1)));
        var taken = bench.Put(Otlp.Request(Otlp.Resource("c"), Otlp.Span(5, 1)));

        Assert.Equal((2, 0), (refused.Rejected, taken.Rejected));
        Assert.Equal(["b", "c"], bench.Store.Resources.Select(one => one.Resource.Service));
    }

    [Fact]
    public void A_page_is_a_part_and_the_total_is_all()
    {
        using var bench = new IntakeBench();
        bench.Put(Otlp.Request(Enumerable.Range(1, 10).Select(id => Otlp.Span((UInt128)id, 1, fromMs: id, toMs: id + 1, name: $"n{id}"))));

        var page = bench.Store.Traces(new TraceQuery { Skip = 2, Take = 3 });

        Assert.Equal(["n8", "n7", "n6"], page.Items.Select(one => one.Name));
        Assert.Equal(10, page.Total);
    }

    private static Span Wire(ModelSpan span)
    {
        var wire = Otlp.Span((UInt128)span.Trace, (ulong)span.Id, (ulong)span.Parent, span.From, span.From + span.Length, span.Name);
        wire.Status = new Status { Code = span.IsError ? Status.Types.StatusCode.Error : Status.Types.StatusCode.Unset };
        return wire;
    }

    private static List<string> Lines(TelemetryStore store, TraceQuery query) =>
        [.. store.Traces(query).Items.Select(one => $"{Convert.ToInt32(one.TraceId, 16)}: {one.Name}, {one.Duration.TotalMilliseconds} ms, {one.Spans} spans, {one.Errors} errors")];
}
