using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>Something that happened during a span, such as an exception.</summary>
public sealed record SpanEvent(string Name, DateTimeOffset Time, ImmutableArray<TelemetryTag> Attributes);
