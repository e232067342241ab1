using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>One measurement behind a point, with the trace that it belongs to.</summary>
/// <param name="Attributes">Those that the series does not have.</param>
public sealed record Exemplar(DateTimeOffset Time, double Value, string? TraceId, string? SpanId, ImmutableArray<TelemetryTag> Attributes);
