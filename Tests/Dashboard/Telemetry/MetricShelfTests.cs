using CsCheck;
using Opentelemetry.Proto.Metrics.V1;
using Workshop.Dashboard.Telemetry;
using Workshop.Dashboard.Tests.Intake;

namespace Workshop.Dashboard.Tests.Telemetry;

public sealed class MetricShelfTests
{
    private static readonly InstrumentKey Requests = new("hello", "Workshop.Hello", "requests");

    [Fact]
    public void Points_are_by_time_and_one_of_the_same_time_replaces_the_other() => Gen.Select(Gen.Int[0, 20], Gen.Int).Array[1, 40].Sample(points =>
    {
        using var bench = new IntakeBench();
        var model = new SortedDictionary<int, double>();
        foreach (var (at, value) in points)
        {
            bench.Put(Otlp.Request(Gauge("requests", at, value)));
            model[at] = value;
        }

        var kept = Assert.Single(All(bench, Requests).Series).Points.Cast<NumberPoint>();

        Assert.Equal(model.Select(one => (TelemetrySamples.Noon.AddMilliseconds(one.Key), one.Value)), kept.Select(point => (point.Time, point.Value)));
        Assert.Equal(model.Count, bench.Store.Status.Points.Kept);
    });

    [Fact]
    public void A_window_has_its_ends()
    {
        using var bench = new IntakeBench();
        bench.Put(Otlp.Request(Enumerable.Range(1, 9).Select(at => Gauge("requests", at, at))));

        var window = bench.Store.Points(Requests, ResourceFilter.Any, TelemetrySamples.Noon.AddMilliseconds(3), TelemetrySamples.Noon.AddMilliseconds(5))!;

        Assert.Equal([3.0, 4.0, 5.0], Assert.Single(window.Series).Points.Cast<NumberPoint>().Select(point => point.Value));
    }

    [Fact]
    public void The_oldest_points_leave_and_an_instrument_without_points_is_gone()
    {
        using var bench = new IntakeBench(new TelemetryOptions { MaxPoints = 3 });
        bench.Put(Otlp.Request(Gauge("old", 1, 1)));

        bench.Put(Otlp.Request(Enumerable.Range(2, 4).Select(at => Gauge("requests", at, at))));

        Assert.Equal(["requests"], bench.Store.Instruments(ResourceFilter.Any).Select(one => one.Key.Name));
        Assert.Equal([3.0, 4.0, 5.0], Assert.Single(All(bench, Requests).Series).Points.Cast<NumberPoint>().Select(point => point.Value));
        Assert.Equal((3, 2), (bench.Store.Status.Points.Kept, bench.Store.Status.Points.Evicted));
        Assert.Equal(3, Assert.Single(bench.Store.Resources).Points);
    }

    [Fact]
    public void Attributes_in_another_order_are_the_same_series()
    {
        using var bench = new IntakeBench();
        var (one, other) = (Gauge("requests", 1, 1), Gauge("requests", 2, 2));
        one.Gauge.DataPoints[0].Attributes.Add([Otlp.Tag("a", "1"), Otlp.Tag("b", "2")]);
        other.Gauge.DataPoints[0].Attributes.Add([Otlp.Tag("b", "2"), Otlp.Tag("a", "1")]);

        bench.Put(Otlp.Request(one, other));

        Assert.Equal(2, Assert.Single(All(bench, Requests).Series).Points.Length);
    }

    [Fact]
    public void Further_series_than_may_be_are_refused()
    {
        using var bench = new IntakeBench(new TelemetryOptions { MaxSeries = 2 });
        var metric = new Metric { Name = "requests", Gauge = new Gauge() };
        metric.Gauge.DataPoints.Add(Enumerable.Range(1, 3).Select(id => new NumberDataPoint { TimeUnixNano = Otlp.Time(1), AsInt = id, Attributes = { Otlp.Tag("id", $"{id}") } }));

        var outcome = bench.Put(Otlp.Request(metric));

        Assert.Equal(1, outcome.Rejected);
        Assert.Contains("MaxSeries", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Instances_of_a_service_share_an_instrument_and_can_be_told_apart()
    {
        using var bench = new IntakeBench();
        bench.Put(Otlp.Request(Otlp.Resource("hello", "hello-1"), Gauge("requests", 1, 1)));
        bench.Put(Otlp.Request(Otlp.Resource("hello", "hello-2"), Gauge("requests", 1, 2)));

        Assert.Equal(2, Assert.Single(bench.Store.Instruments(new ResourceFilter("hello"))).Series);
        Assert.Equal(1, Assert.Single(bench.Store.Instruments(new ResourceFilter("hello", "hello-2"))).Series);
        Assert.Empty(bench.Store.Instruments(new ResourceFilter("auth")));
    }

    [Fact]
    public void A_name_that_means_something_else_now_is_refused()
    {
        using var bench = new IntakeBench();
        bench.Put(Otlp.Request(Gauge("requests", 1, 1)));

        var outcome = bench.Put(Otlp.Request(new Metric { Name = "requests", Sum = new Sum { DataPoints = { new NumberDataPoint { TimeUnixNano = Otlp.Time(2), AsInt = 1 } } } }));

        Assert.Equal(1, outcome.Rejected);
        Assert.Contains("'requests' of 'hello'", outcome.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new double[] { 1, 2 }, new ulong[] { 1, 2 })]
    [InlineData(new double[] { 2, 1 }, new ulong[] { 1, 2, 3 })]
    [InlineData(new double[] { 1, double.NaN }, new ulong[] { 1, 2, 3 })]
    [InlineData(new double[] { 1 }, new ulong[] { })]
    public void A_histogram_that_makes_no_sense_is_refused(double[] bounds, ulong[] counts)
    {
        using var bench = new IntakeBench();
        var point = new HistogramDataPoint { TimeUnixNano = Otlp.Time(1), ExplicitBounds = { bounds }, BucketCounts = { counts } };

        Assert.Equal(1, bench.Put(Otlp.Request(new Metric { Name = "requests", Histogram = new Histogram { DataPoints = { point } } })).Rejected);
    }

    [Fact]
    public void An_exemplar_names_its_trace()
    {
        using var bench = new IntakeBench();
        var metric = Gauge("requests", 1, 1);
        metric.Gauge.DataPoints[0].Exemplars.Add(new Opentelemetry.Proto.Metrics.V1.Exemplar
        {
            TimeUnixNano = Otlp.Time(1),
            AsInt = 7,
            TraceId = Otlp.TraceId(5),
            SpanId = Otlp.SpanId(6),
            FilteredAttributes = { Otlp.Tag("user", "alice") },
        });

        bench.Put(Otlp.Request(metric));

        var exemplar = Assert.Single(Assert.Single(All(bench, Requests).Series).Points[0].Exemplars);
        Assert.Equal((7.0, "00000000000000000000000000000005", "0000000000000006", "alice"), (exemplar.Value, exemplar.TraceId, exemplar.SpanId, exemplar.Attributes[0].Value));
    }

    private static MetricData All(IntakeBench bench, InstrumentKey key) => bench.Store.Points(key, ResourceFilter.Any, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)!;

    private static Metric Gauge(string name, int atMs, double value) =>
        new() { Name = name, Gauge = new Gauge { DataPoints = { new NumberDataPoint { TimeUnixNano = Otlp.Time(atMs), AsDouble = value } } } };
}
