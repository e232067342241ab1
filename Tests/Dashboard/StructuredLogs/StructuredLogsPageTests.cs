using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Dashboard.Display;
using Workshop.Dashboard.StructuredLogs;
using Workshop.Dashboard.Telemetry;
using static Workshop.Dashboard.Tests.TelemetrySamples;

namespace Workshop.Dashboard.Tests.StructuredLogs;

public sealed class StructuredLogsPageTests
{
    [Fact]
    public async Task The_address_decides_what_is_shown()
    {
        var store = new SampleStore { Resources = [TelemetryPages.Sender("hello", "hello-1")], LogList = [Log(1, null, 0)] };
        await using var context = TelemetryPages.Context(store);
        Open(context, "/structuredlogs?resource=hello&level=Warning&text=late&traceId=AB&spanId=cd&page=2");

        context.Render<StructuredLogsPage>();

        var query = store.LastLogQuery!;
        Assert.Equal(new ResourceFilter("hello"), query.Resource);
        Assert.Equal((LogSeverity.Warning, "late", "ab", "cd"), (query.MinimumSeverity, query.Text, query.TraceId, query.SpanId));
        Assert.Equal((100, 100), (query.Skip, query.Take));
    }

    [Theory]
    [InlineData("level=loudest&page=-7")]
    [InlineData("level=&page=0&traceId=%20")]
    [InlineData("level=2&resource=")]
    public async Task What_an_address_says_wrongly_is_not_asked_for(string parameters)
    {
        var store = new SampleStore();
        await using var context = TelemetryPages.Context(store);
        Open(context, "/structuredlogs?" + parameters);

        context.Render<StructuredLogsPage>();

        Assert.Equal(new LogQuery(), store.LastLogQuery);
    }

    [Fact]
    public async Task A_pods_name_alone_is_enough()
    {
        var store = new SampleStore { Resources = [TelemetryPages.Sender("hello", "hello-7d4b9-x2x")] };
        await using var context = TelemetryPages.Context(store);
        Open(context, "/structuredlogs?resource=hello-7d4b9-x2x");

        context.Render<StructuredLogsPage>();

        Assert.Equal(new ResourceFilter(null, "hello-7d4b9-x2x"), store.LastLogQuery!.Resource);
    }

    [Fact]
    public async Task New_records_appear_by_themselves()
    {
        var store = new SampleStore { LogList = [Log(1, null, 0, "First")] };
        await using var context = TelemetryPages.Context(store);
        var page = context.Render<StructuredLogsPage>();

        store.LogList = [Log(2, null, 1, "Second"), Log(1, null, 0, "First")];
        store.Change();

        Assert.Equal(["Second", "First"], page.FindAll(".log-line").Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task A_paused_page_stands_still_and_says_that_there_is_more()
    {
        var store = new SampleStore { LogList = [Log(1, null, 0, "First")] };
        await using var context = TelemetryPages.Context(store);
        var page = context.Render<StructuredLogsPage>();

        await page.Find(".live-button").ClickAsync(new());
        store.LogList = [Log(2, null, 1, "Second"), Log(1, null, 0, "First")];
        store.Change();

        Assert.Equal("First", page.Find(".log-line").TextContent);
        Assert.Single(page.FindAll(".live-news"));

        await page.Find(".live-button").ClickAsync(new());

        Assert.Equal("Second", page.Find(".log-line").TextContent);
        Assert.Empty(page.FindAll(".live-news"));
    }

    [Fact]
    public async Task A_second_page_does_not_move_under_its_reader()
    {
        var store = new SampleStore { LogList = [.. Enumerable.Range(0, 150).Select(i => Log(i, null, i))] };
        await using var context = TelemetryPages.Context(store);
        Open(context, "/structuredlogs?page=2");
        context.Render<StructuredLogsPage>();

        var readings = store.Readings;
        store.Change();

        Assert.Equal(readings, store.Readings);
    }

    [Fact]
    public async Task A_call_without_news_reads_nothing()
    {
        var store = new SampleStore { LogList = [Log(1, null, 0)] };
        await using var context = TelemetryPages.Context(store);
        context.Render<StructuredLogsPage>();
        store.Change();
        var readings = store.Readings;

        store.Announce();

        Assert.Equal(readings, store.Readings);
    }

    [Fact]
    public async Task A_closed_page_follows_no_more()
    {
        var store = new SampleStore();
        var context = TelemetryPages.Context(store);
        context.Render<StructuredLogsPage>();
        Assert.Equal(1, store.Followers);

        await context.DisposeAsync();

        Assert.Equal(0, store.Followers);
    }

    [Fact]
    public async Task A_chosen_record_shows_all_of_it_with_secrets_masked()
    {
        var log = Log(1, "00f067aa0ba902b7", 0, "Login with password=hunter2") with { Attributes = Tags(("user", "ann"), ("authorization", "Bearer hunter2")) };
        var store = new SampleStore { LogList = [log] };
        await using var context = TelemetryPages.Context(store);
        var page = context.Render<StructuredLogsPage>();

        await page.Find("tbody .row-button").ClickAsync(new());

        Assert.Contains("ann", page.Find(".details").TextContent, StringComparison.Ordinal);
        Assert.Contains(SecretMask.Hidden, page.Find(".details").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", page.Markup, StringComparison.Ordinal);
        Assert.Equal($"/traces/{TraceId}?span=00f067aa0ba902b7", page.Find(".details a").GetAttribute("href"));
    }

    [Fact]
    public async Task A_choice_of_level_goes_into_the_address_and_back_to_the_first_page()
    {
        var store = new SampleStore { LogList = [Log(1, null, 0)] };
        await using var context = TelemetryPages.Context(store);
        Open(context, "/structuredlogs?traceId=ab&page=3");
        var page = context.Render<StructuredLogsPage>();

        await page.FindAll("select")[1].ChangeAsync(new() { Value = "error" });

        Assert.EndsWith("/structuredlogs?traceId=ab&level=error", context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    private static void Open(BunitContext context, string address) => context.Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);
}
