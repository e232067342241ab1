using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Metrics.Numbers;

/// <summary>What a histogram's point holds, or what lies between two of them.</summary>
internal readonly record struct HistogramValues(long Count, double? Sum, double? Min, double? Max, IBucketCounts Counts)
{
    public static HistogramValues Of(MetricPoint point) => point switch
    {
        HistogramPoint plain => new(plain.Count, plain.Sum, plain.Min, plain.Max, new ExplicitBuckets(plain.Bounds, plain.BucketCounts)),
        ExponentialHistogramPoint exponential => new(exponential.Count, exponential.Sum, exponential.Min, exponential.Max, new ExponentialBuckets(
            exponential.Scale,
            exponential.ZeroCount,
            exponential.ZeroThreshold,
            new(exponential.PositiveOffset, exponential.PositiveCounts),
            new(exponential.NegativeOffset, exponential.NegativeCounts))),
        _ => throw new ArgumentException($"A {point.GetType().Name} is no point of a histogram.", nameof(point)),
    };

    /// <returns>Null if the earlier cannot be part of this one.</returns>
    public HistogramValues? Since(HistogramValues earlier) =>
        Count >= earlier.Count && Counts.Since(earlier.Counts) is { } grown
            ? new(Count - earlier.Count, Sum - earlier.Sum, Min, Max, grown)
            : null;

    public IReadOnlyList<Bucket> Buckets() => Counts.ToBuckets(Min, Max);
}
