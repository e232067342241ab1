using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>A point of a histogram whose bounds are powers of base = 2^(2^-scale): bucket i holds (base^(offset+i), base^(offset+i+1)].</summary>
public sealed record ExponentialHistogramPoint(
    DateTimeOffset Start,
    DateTimeOffset Time,
    long Count,
    double? Sum,
    double? Min,
    double? Max,
    int Scale,
    long ZeroCount,
    double ZeroThreshold,
    int PositiveOffset,
    ImmutableArray<long> PositiveCounts,
    int NegativeOffset,
    ImmutableArray<long> NegativeCounts,
    ImmutableArray<Exemplar> Exemplars)
    : MetricPoint(Start, Time, Exemplars);
