using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Dashboard.Metrics;
using Workshop.Dashboard.Telemetry;
using static Workshop.Dashboard.Tests.TelemetrySamples;

namespace Workshop.Dashboard.Tests.Metrics;

public sealed class MetricsPageTests
{
    [Fact]
    public async Task An_instrument_is_shown_as_a_chart_and_in_numbers()
    {
        await using var context = TelemetryPages.Context(Store());

        var page = Show(context, "?resource=hello&instrument=sample");

        Assert.Single(page.FindAll("path.chart-line"));
        Assert.Contains("3 s", page.Find(".chart-table tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_no_instrument_has_is_said()
    {
        await using var context = TelemetryPages.Context(Store());

        Assert.Contains("No such instrument", Show(context, "?resource=hello&instrument=other").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_value_goes_into_the_address()
    {
        await using var context = TelemetryPages.Context(Store());
        var page = Show(context, "?resource=hello&instrument=sample");

        await page.Find(".metric-dimensions select").ChangeAsync(new() { Value = "/a" });

        var address = context.Services.GetRequiredService<NavigationManager>().Uri;
        Assert.EndsWith("?resource=hello&instrument=sample&dim=http.route%3D%2Fa", address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_metrics_the_page_says_where_they_come_from()
    {
        await using var context = TelemetryPages.Context(new SampleStore());

        Assert.Contains("No metrics yet", Show(context, "").Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "5m")]
    [InlineData("1h", "1h")]
    [InlineData("forever", "5m")]
    public void An_unknown_window_is_the_usual_one(string? window, string expected) => Assert.Equal(expected, MetricsState.WindowOf(window));

    [Fact]
    public void Wanted_values_may_hold_an_equals_sign_and_wrong_ones_are_left_out()
    {
        var wanted = MetricsState.WantedOf(["route=/a?b=c", "none", "=x"]);

        Assert.Equal("/a?b=c", Assert.Single(wanted).Value);
    }

    private static SampleStore Store() => new()
    {
        Resources = [TelemetryPages.Sender("hello", "hello-1")],
        Metrics =
        [
            new(
                Instrument(InstrumentKind.Gauge, Temporality.Unspecified, unit: "s"),
                [Series("hello-1", Tags(("http.route", "/a")), Number(10, 1), Number(20, 3)), Series("hello-1", Tags(("http.route", "/b")), Number(70, 9))]),
        ],
    };

    private static IRenderedComponent<MetricsPage> Show(BunitContext context, string query)
    {
        context.Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/metrics" + query);
        return context.Render<MetricsPage>();
    }
}
