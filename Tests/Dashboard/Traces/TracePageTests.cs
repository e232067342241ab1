using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Dashboard.Telemetry;
using Workshop.Dashboard.Traces;
using static Workshop.Dashboard.Tests.TelemetrySamples;

namespace Workshop.Dashboard.Tests.Traces;

public sealed class TracePageTests
{
    [Fact]
    public async Task A_trace_is_a_tree_of_spans_with_their_log_records()
    {
        await using var context = TelemetryPages.Context(StoreOf([Span("a", null, 0, 100), Span("b", "a", 20, 40)], [Log(1, "b", 30)]));

        var page = Show(context);

        Assert.Equal(["1", "2", "3"], page.FindAll("[data-key]").Select(row => row.GetAttribute("aria-level")));
        Assert.Equal(["100 ms", "20 ms", ""], page.FindAll("[data-key] .wf-duration").Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task Log_records_can_be_left_out()
    {
        await using var context = TelemetryPages.Context(StoreOf([Span("a", null, 0, 100)], [Log(1, "a", 30)]));

        Assert.Single(Show(context, "?logs=off").FindAll("[data-key]"));
    }

    [Fact]
    public async Task A_trace_whose_root_has_not_ended_says_so()
    {
        await using var context = TelemetryPages.Context(StoreOf([Span("b", "root", 0, 30_000)], [], hasRoot: false));

        var page = Show(context);

        Assert.Contains("Root not seen yet", page.Find("[data-key=missing-root]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Root not seen yet", page.Find(".trace-remarks").TextContent, StringComparison.Ordinal);
        Assert.Equal("?", page.Find("[data-key=missing-root] .wf-duration").TextContent);
    }

    [Fact]
    public async Task A_trace_that_is_not_here_yet_appears_when_it_comes()
    {
        var store = new SampleStore();
        await using var context = TelemetryPages.Context(store);
        var page = Show(context);
        Assert.Contains("This trace is not here", page.Markup, StringComparison.Ordinal);

        Put(store, [Span("a", null, 0, 100)]);
        store.Change();

        Assert.Single(page.FindAll("[data-key]"));
    }

    [Fact]
    public async Task A_link_to_a_span_opens_its_details()
    {
        await using var context = TelemetryPages.Context(StoreOf([Span("a", null, 0, 100), Span("b", "a", 20, 40)], []));

        var page = Show(context, "?span=B");

        Assert.Equal("true", page.Find("[data-key=b]").GetAttribute("aria-selected"));
        Assert.Contains("span b", page.Find(".details").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_show_attributes_events_and_links_with_secrets_masked()
    {
        var span = Span("a", null, 0, 100) with
        {
            Status = SpanStatus.Error,
            StatusMessage = "Refused: password=hunter2",
            Attributes = Tags(("http.route", "/login"), ("http.request.header.authorization", "hunter2")),
            Events = [new("exception", Noon.AddMilliseconds(50), Tags(("exception.message", "token=hunter2")))],
            Links = [new("11111111111111111111111111111111", "2222222222222222", [])],
        };
        await using var context = TelemetryPages.Context(StoreOf([span], []));

        var page = Show(context, "?span=a");

        Assert.Contains("/login", page.Find(".details").TextContent, StringComparison.Ordinal);
        Assert.Contains("exception.message", page.Find(".details").TextContent, StringComparison.Ordinal);
        Assert.Equal("/traces/11111111111111111111111111111111?span=2222222222222222", page.Find(".moments a").GetAttribute("href"));
        Assert.DoesNotContain("hunter2", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_row_hides_what_is_below_it_and_counts_it()
    {
        await using var context = TelemetryPages.Context(StoreOf([Span("a", null, 0, 100), Span("b", "a", 20, 40), Span("c", "b", 20, 30)], []));
        var page = Show(context);

        await page.Find("[data-key=a] .wf-toggle").ClickAsync(new());

        Assert.Equal("false", Assert.Single(page.FindAll("[data-key]")).GetAttribute("aria-expanded"));
        Assert.Contains("+2", page.Find("[data-key=a]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_trace_is_drawn_a_part_at_a_time()
    {
        var spans = Enumerable.Range(0, 1000).Select(i => Span($"s{i}", i == 0 ? null : "s0", i, 2000)).ToArray();
        await using var context = TelemetryPages.Context(StoreOf(spans, []));
        var page = Show(context);
        Assert.Equal(VisibleRows.Step, page.FindAll("[data-key]").Count);

        await page.Find(".wf-more button").ClickAsync(new());

        Assert.Equal(2 * VisibleRows.Step, page.FindAll("[data-key]").Count);
    }

    [Fact]
    public async Task Time_when_nothing_ran_is_said_and_drawn()
    {
        await using var context = TelemetryPages.Context(StoreOf([Span("a", null, 0, 100), Span("b", "a", 900, 1000)], []));

        var page = Show(context);

        Assert.Contains("Nothing ran for 800 ms, from 100 ms on", page.Find(".trace-remarks").TextContent, StringComparison.Ordinal);
        Assert.Equal(("10%", "80%"), (page.Find(".wf-gap").GetAttribute("x"), page.Find(".wf-gap").GetAttribute("width")));
    }

    private static SampleStore StoreOf(SpanRecord[] spans, LogRecord[] logs, bool hasRoot = true)
    {
        var store = new SampleStore { LogList = [.. logs] };
        Put(store, spans, hasRoot);
        return store;
    }

    private static void Put(SampleStore store, SpanRecord[] spans, bool hasRoot = true) =>
        store.Whole[TraceId] = new(TelemetryPages.Summary(TraceId, spans.Length, hasRoot: hasRoot), [.. spans]);

    private static IRenderedComponent<TracePage> Show(BunitContext context, string query = "")
    {
        context.Services.GetRequiredService<BunitNavigationManager>().NavigateTo($"/traces/{TraceId}{query}");
        return context.Render<TracePage>(parameters => parameters.Add(page => page.Id, TraceId));
    }
}
