using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>A point of a histogram with explicit bounds.</summary>
/// <param name="Min">Null when the sender gave none; so Max and Sum.</param>
/// <param name="Bounds">Upper, inclusive, ascending; one less than counts. Both may be empty: then only count and sum are known.</param>
public sealed record HistogramPoint(
    DateTimeOffset Start,
    DateTimeOffset Time,
    long Count,
    double? Sum,
    double? Min,
    double? Max,
    ImmutableArray<double> Bounds,
    ImmutableArray<long> BucketCounts,
    ImmutableArray<Exemplar> Exemplars)
    : MetricPoint(Start, Time, Exemplars);
