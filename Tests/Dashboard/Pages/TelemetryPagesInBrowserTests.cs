using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Workshop.Dashboard.Tests.Browser;

namespace Workshop.Dashboard.Tests.Pages;

[Collection(BrowserTests.Name)]
public sealed class TelemetryPagesInBrowserTests(BrowserFixture browser, FilledDashboard filled) : IClassFixture<FilledDashboard>
{
    [SkippableFact]
    public Task A_login_is_found_as_one_trace_and_opened_by_keyboard() => browser.Visit(filled.Dashboard, "/traces?text=setex", async page =>
    {
        await page.Page.Locator("tbody a").First.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator("[data-key]")).ToHaveCountAsync(6);

        await page.Page.Locator("[data-key]").First.FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex($"/traces/{FilledDashboard.Login}\\?span=0000000000000003$"));
        await Assertions.Expect(page.Page.Locator(".details")).ToContainTextAsync("http.request.header.authorization");
        await Assertions.Expect(page.Page.Locator(".details")).ToContainTextAsync("••••••");
        await page.AssertAccessible();
        await page.Screenshot("trace-span");

        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Page.Locator(".details")).ToHaveCountAsync(0);
    });

    [SkippableFact]
    public Task The_arrows_close_and_open_what_is_below() => browser.Visit(filled.Dashboard, $"/traces/{FilledDashboard.Login}", async page =>
    {
        await page.Page.Locator("[data-key]").First.FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(page.Page.Locator("[data-key]")).ToHaveCountAsync(1);

        await page.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Page.Locator("[data-key]")).ToHaveCountAsync(6);
    });

    [SkippableFact]
    public Task A_rollout_that_goes_on_reads_well() => browser.Visit(filled.Dashboard, $"/traces/{FilledDashboard.Rollout}", async page =>
    {
        await Assertions.Expect(page.Page.Locator("[data-key^=missing]")).ToContainTextAsync("Root not seen yet");
        await Assertions.Expect(page.Page.Locator(".trace-remarks")).ToContainTextAsync("Nothing ran for 20 s");
        await page.AssertAccessible();
        await page.AssertFits();
        await page.Screenshot("trace-rollout");
    });

    [SkippableFact]
    public Task The_list_of_traces_is_accessible_and_fits() => browser.Visit(filled.Dashboard, "/traces", async page =>
    {
        await Assertions.Expect(page.Page.Locator("tbody tr").First).ToBeVisibleAsync();
        await page.AssertAccessible();
        await page.Use(Look.Narrow);
        await page.AssertFits();
        await page.Screenshot("traces");
    });

    [SkippableFact]
    public Task A_trace_that_comes_appears_and_a_paused_list_stands_still() => browser.Visit(filled.Dashboard, "/traces?text=by-and-by", async page =>
    {
        await Assertions.Expect(page.Page.Locator(".empty h2")).ToHaveTextAsync("No trace matches");
        await filled.SendSpans("hello", FilledDashboard.Named(100, 1, 0, 500, 510, "by-and-by one"));
        await Assertions.Expect(page.Page.Locator("tbody tr")).ToHaveCountAsync(1);

        await page.Page.Locator(".live-button").ClickAsync();
        await filled.SendSpans("hello", FilledDashboard.Named(101, 1, 0, 500, 510, "by-and-by two"));
        await Assertions.Expect(page.Page.Locator(".live-news")).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.Locator("tbody tr")).ToHaveCountAsync(1);

        await page.Page.Locator(".live-button").ClickAsync();
        await Assertions.Expect(page.Page.Locator("tbody tr")).ToHaveCountAsync(2);
    });

    [SkippableFact]
    public Task Records_are_filtered_by_level_and_lead_to_their_trace() => browser.Visit(filled.Dashboard, "/structuredlogs?resource=auth", async page =>
    {
        await page.Page.GetByLabel("Level", new() { Exact = true }).SelectOptionAsync("error");
        await Assertions.Expect(page.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex("level=error"));
        await page.Page.Locator("tbody .row-button").ClickAsync();
        await page.AssertAccessible();
        await page.Screenshot("structuredlogs");

        await page.Page.Locator(".details a").First.ClickAsync();
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex($"/traces/{FilledDashboard.Failure}"));
    });

    [SkippableFact]
    public Task New_records_do_not_move_what_is_being_read() => browser.Visit(filled.Dashboard, "/structuredlogs?text=scroll", async page =>
    {
        await filled.SendLogs("hello", Enumerable.Range(0, 60).Select(i => FilledDashboard.Record(0, 0, 1000 + i, FilledDashboard.Info, $"scroll {i}")));
        await Assertions.Expect(page.Page.Locator("tbody tr")).ToHaveCountAsync(60);
        await page.Page.Locator(".table-frame").EvaluateAsync("frame => frame.scrollTop = 600");
        var read = page.Page.GetByText("scroll 30", new() { Exact = true });
        var before = (await read.BoundingBoxAsync())!.Y;

        await filled.SendLogs("hello", FilledDashboard.Record(0, 0, 5000, FilledDashboard.Info, "scroll new"));
        await Assertions.Expect(page.Page.Locator("tbody tr")).ToHaveCountAsync(61);

        Assert.Equal(before, (await read.BoundingBoxAsync())!.Y, 1.0);
    });

    [SkippableFact]
    public Task A_measurement_in_a_chart_opens_its_trace() => browser.Visit(filled.Dashboard, "/metrics?resource=auth&window=15m", async page =>
    {
        await Assertions.Expect(page.Page.Locator("path.chart-line")).ToHaveCountAsync(3);
        await page.AssertAccessible();
        await page.AssertFits();
        await page.Screenshot("metrics");

        await page.Page.Locator(".chart-plot a").Last.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex($"/traces/{FilledDashboard.Login}\\?span=0000000000000003$"));
    });

    [SkippableFact]
    public Task A_gauge_is_filtered_by_what_its_series_differ_by() => browser.Visit(filled.Dashboard, "/metrics?resource=auth&instrument=dotnet.gc.heap.size&window=15m", async page =>
    {
        await Assertions.Expect(page.Page.Locator("path.chart-line")).ToHaveCountAsync(2);
        await page.Page.GetByLabel("gc.heap.generation").SelectOptionAsync("gen1");
        await Assertions.Expect(page.Page.Locator("path.chart-line")).ToHaveCountAsync(1);
        await page.AssertFits();
        await page.Screenshot("metrics-gauge");
    });
}
