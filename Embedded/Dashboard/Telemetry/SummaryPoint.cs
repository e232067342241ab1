using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>A point of a summary: quantiles that the sender computed itself.</summary>
/// <param name="Quantiles">Pairs of a quantile from 0 to 1 and its value.</param>
public sealed record SummaryPoint(DateTimeOffset Start, DateTimeOffset Time, long Count, double Sum, ImmutableArray<(double Quantile, double Value)> Quantiles)
    : MetricPoint(Start, Time, []);
