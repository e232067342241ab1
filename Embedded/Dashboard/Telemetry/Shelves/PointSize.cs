namespace Workshop.Dashboard.Telemetry.Shelves;

/// <summary>About how many bytes a point takes in memory.</summary>
internal static class PointSize
{
    private const int Exemplar = 160;

    public static long Of(SeriesEntry series) => 300 + (4L * series.Key.Attributes.Length);

    public static long Of(MetricPoint point) => 120 + point.Exemplars.Sum(one => Exemplar + one.Attributes.Sum(tag => 80L + (2L * (tag.Key.Length + tag.Value.Length)))) + point switch
    {
        HistogramPoint histogram => 8L * (histogram.Bounds.Length + histogram.BucketCounts.Length),
        ExponentialHistogramPoint histogram => 8L * (histogram.PositiveCounts.Length + histogram.NegativeCounts.Length),
        SummaryPoint summary => 16L * summary.Quantiles.Length,
        _ => 0,
    };
}
