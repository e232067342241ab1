using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>One point of a series.</summary>
/// <param name="Start">Since when it counts; equal to <paramref name="Time"/> where the sender says nothing.</param>
public abstract record MetricPoint(DateTimeOffset Start, DateTimeOffset Time, ImmutableArray<Exemplar> Exemplars);
