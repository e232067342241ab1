using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Dashboard.Telemetry;
using Workshop.Dashboard.Traces;

namespace Workshop.Dashboard.Tests.Traces;

public sealed class TracesPageTests
{
    [Fact]
    public async Task The_address_decides_what_is_shown()
    {
        var store = new SampleStore { Resources = [TelemetryPages.Sender("hello", "hello-1")] };
        await using var context = TelemetryPages.Context(store);
        context.Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/traces?resource=hello/hello-1&text=login&errors=true&longerThan=1000&page=3");

        context.Render<TracesPage>();

        var expected = new TraceQuery
        {
            Resource = new("hello", "hello-1"),
            Text = "login",
            OnlyErrors = true,
            MinimumDuration = TimeSpan.FromSeconds(1),
            Skip = 200,
            Take = 100,
        };
        Assert.Equal(expected, store.LastTraceQuery);
    }

    [Theory]
    [InlineData("longerThan=soon")]
    [InlineData("longerThan=-5&page=0")]
    [InlineData("longerThan=1e300")]
    [InlineData("longerThan=NaN")]
    public async Task What_an_address_says_wrongly_is_not_asked_for(string parameters)
    {
        var store = new SampleStore();
        await using var context = TelemetryPages.Context(store);
        context.Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/traces?" + parameters);

        context.Render<TracesPage>();

        Assert.Equal(new TraceQuery(), store.LastTraceQuery);
    }

    [Theory]
    [InlineData(0, "0 traces")]
    [InlineData(12, "0 traces; 12 spans refused (Too many resources)")]
    public async Task What_was_refused_is_said(long refused, string note)
    {
        await using var context = TelemetryPages.Context(new SampleStore { RefusedSpans = refused });

        var page = context.Render<TracesPage>();

        Assert.Equal(note, page.Find(".page-note").TextContent);
    }

    [Fact]
    public async Task Of_ten_thousand_traces_a_hundred_are_drawn()
    {
        var store = new SampleStore { TraceList = [.. Enumerable.Range(0, 10_000).Select(i => TelemetryPages.Summary($"{i:x32}"))] };
        await using var context = TelemetryPages.Context(store);

        var page = context.Render<TracesPage>();

        Assert.Equal(100, page.FindAll("tbody tr").Count);
        Assert.Contains("1–100 of 10,000", page.Find(".pager").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_tells_errors_and_a_root_that_has_not_come()
    {
        var store = new SampleStore { TraceList = [TelemetryPages.Summary("ab", spans: 3, errors: 2, hasRoot: false)] };
        await using var context = TelemetryPages.Context(store);

        var line = context.Render<TracesPage>().Find("tbody tr");

        Assert.Contains("2 errors", line.TextContent, StringComparison.Ordinal);
        Assert.Contains("root not seen yet", line.TextContent, StringComparison.Ordinal);
        Assert.Equal("/traces/ab", line.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Nothing_received_and_nothing_found_are_two_things()
    {
        var store = new SampleStore();
        await using var context = TelemetryPages.Context(store);
        Assert.Contains("No traces yet", context.Render<TracesPage>().Markup, StringComparison.Ordinal);

        store.TraceList = [TelemetryPages.Summary("ab")];
        context.Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/traces?page=2");

        Assert.Contains("No trace matches", context.Render<TracesPage>().Markup, StringComparison.Ordinal);
    }
}
