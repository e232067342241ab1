using Workshop.Dashboard.Metrics;
using Workshop.Dashboard.Telemetry;
using static Workshop.Dashboard.Tests.TelemetrySamples;

namespace Workshop.Dashboard.Tests.Metrics;

public sealed class MetricPicturePlanTests
{
    private static readonly Dictionary<string, string> NoFilter = [];
    private static readonly MetricWindow Window = MetricWindow.Until(Noon.AddSeconds(59), TimeSpan.FromMinutes(1));

    [Fact]
    public void A_gauge_is_drawn_as_it_is()
    {
        var data = Data(InstrumentKind.Gauge, Series("hello-1", [], Number(10, 3), Number(20, 4)));

        var line = Assert.Single(MetricPicturePlan.For(data, Window, NoFilter).Chart.Series);

        Assert.Equal([(Noon.AddSeconds(10), 3d), (Noon.AddSeconds(20), 4d)], line.Points.Select(point => (point.At, point.Value)));
    }

    [Fact]
    public void A_growing_sum_is_drawn_as_a_rate()
    {
        var data = Data(InstrumentKind.Sum, Series("hello-1", [], Number(10, 100), Number(20, 120)));

        var picture = MetricPicturePlan.For(data, Window, NoFilter);

        Assert.Equal([10d, 2d], picture.Chart.Series[0].Points.Select(point => point.Value));
        Assert.Equal("{request}/s", picture.Chart.Unit);
    }

    [Fact]
    public void A_sum_that_rises_and_falls_is_drawn_as_it_is()
    {
        var data = new MetricData(
            Instrument(InstrumentKind.Sum, Temporality.Cumulative, isMonotonic: false), [Series("hello-1", [], Number(10, 7), Number(20, 3))]);

        Assert.Equal([7d, 3d], MetricPicturePlan.For(data, Window, NoFilter).Chart.Series[0].Points.Select(point => point.Value));
    }

    [Fact]
    public void A_histogram_is_drawn_as_quantiles_over_all_its_series()
    {
        var data = Data(
            InstrumentKind.Histogram,
            Series("hello-1", Tags(("http.route", "/a")), Histogram(10, [1, 2], [50, 0, 0])),
            Series("hello-2", Tags(("http.route", "/b")), Histogram(10, [1, 2], [0, 50, 0])));

        var lines = MetricPicturePlan.For(data, Window, NoFilter).Chart.Series;

        Assert.Equal([("p99", 1.98), ("p90", 1.8), ("p50", 1)], lines.Select(line => (line.Name, Math.Round(line.Points[0].Value, 9))));
    }

    [Fact]
    public void Only_series_with_the_wanted_values_are_drawn()
    {
        var data = Data(
            InstrumentKind.Gauge,
            Series("hello-1", Tags(("route", "/a")), Number(10, 1)),
            Series("hello-1", Tags(("route", "/b")), Number(10, 2)),
            Series("hello-2", Tags(("route", "/b")), Number(10, 3)));

        var picture = MetricPicturePlan.For(data, Window, new Dictionary<string, string> { ["route"] = "/b", [MetricDimension.Instance] = "hello-2" });

        Assert.Equal(3, Assert.Single(picture.Chart.Series).Points[0].Value);
    }

    [Fact]
    public void What_the_series_differ_by_can_be_chosen()
    {
        var data = Data(
            InstrumentKind.Gauge,
            Series("hello-1", Tags(("route", "/a"), ("same", "x")), Number(10, 1)),
            Series("hello-2", Tags(("route", "/b"), ("same", "x")), Number(10, 2)));

        var dimensions = MetricPicturePlan.For(data, Window, NoFilter).Dimensions;

        Assert.Equal([MetricDimension.Instance, "route"], dimensions.Select(dimension => dimension.Key));
        Assert.Equal(["/a", "/b"], dimensions[1].Values);
    }

    [Fact]
    public void The_largest_lines_are_drawn_and_the_others_counted()
    {
        var data = Data(InstrumentKind.Gauge, [.. Enumerable.Range(1, 11).Select(i => Series("hello-1", Tags(("n", $"{i}")), Number(10, i)))]);

        var picture = MetricPicturePlan.For(data, Window, NoFilter);

        Assert.Equal(3, picture.Hidden);
        Assert.Equal([4d, 5, 6, 7, 8, 9, 10, 11], picture.Chart.Series.Select(line => line.Points[0].Value).Order());
    }

    [Fact]
    public void Lines_keep_their_order_while_values_cross()
    {
        var data = Data(
            InstrumentKind.Gauge,
            Series("hello-1", Tags(("n", "b")), Number(10, 1), Number(20, 9)),
            Series("hello-1", Tags(("n", "a")), Number(10, 5), Number(20, 5)));

        Assert.Equal(["n=a", "n=b"], MetricPicturePlan.For(data, Window, NoFilter).Chart.Series.Select(line => line.Name));
    }

    [Fact]
    public void An_exemplar_leads_to_its_trace()
    {
        var point = Histogram(10, [1], [1, 0]) with
        {
            Exemplars = [new(Noon.AddSeconds(9), 0.5, TraceId, "00f067aa0ba902b7", []), new(Noon.AddSeconds(9), 0.6, null, null, [])],
        };

        var mark = Assert.Single(MetricPicturePlan.For(Data(InstrumentKind.Histogram, Series("hello-1", [], point)), Window, NoFilter).Chart.Marks);

        Assert.Equal($"/traces/{TraceId}?span=00f067aa0ba902b7", mark.Address);
    }

    [Fact]
    public void An_exemplar_of_a_counter_is_listed_and_not_drawn()
    {
        var point = Number(10, 5) with { Exemplars = [new(Noon.AddSeconds(9), 1, TraceId, "00f067aa0ba902b7", [])] };

        var picture = MetricPicturePlan.For(Data(InstrumentKind.Sum, Series("hello-1", [], point)), Window, NoFilter);

        Assert.Empty(picture.Chart.Marks);
        Assert.Single(picture.Exemplars);
    }

    [Fact]
    public void Secrets_in_the_name_of_a_line_are_masked()
    {
        var data = Data(InstrumentKind.Gauge, Series("hello-1", Tags(("api.token", "abc123")), Number(10, 1)));

        Assert.DoesNotContain("abc123", MetricPicturePlan.For(data, Window, NoFilter).Chart.Series[0].Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_outside_of_the_window_are_not_drawn()
    {
        var data = Data(InstrumentKind.Gauge, Series("hello-1", [], Number(-10, 1), Number(70, 1)));

        Assert.Empty(MetricPicturePlan.For(data, Window, NoFilter).Chart.Series);
    }

    [Fact]
    public void Steps_stay_where_they_are_while_time_goes_on()
    {
        var one = MetricWindow.Until(Noon.AddSeconds(61), TimeSpan.FromMinutes(5));
        var next = MetricWindow.Until(Noon.AddSeconds(64), TimeSpan.FromMinutes(5));

        Assert.Equal(one, next);
        Assert.Equal(TimeSpan.FromSeconds(5), one.Step);
    }

    private static MetricData Data(InstrumentKind kind, params MetricSeries[] series) =>
        new(Instrument(kind, Temporality.Cumulative, unit: "{request}"), [.. series]);
}
