using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>A point of a gauge or a sum.</summary>
public sealed record NumberPoint(DateTimeOffset Start, DateTimeOffset Time, double Value, ImmutableArray<Exemplar> Exemplars)
    : MetricPoint(Start, Time, Exemplars);
