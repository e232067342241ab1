using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>The points of one instance with one set of attributes.</summary>
/// <param name="Points">Oldest first; all of the type that belongs to the instrument's kind.</param>
public sealed record MetricSeries(TelemetryResource Resource, ImmutableArray<TelemetryTag> Attributes, ImmutableArray<MetricPoint> Points);
