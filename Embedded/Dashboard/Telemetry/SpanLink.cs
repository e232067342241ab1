using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>A span that another one points to, usually in another trace.</summary>
public sealed record SpanLink(string TraceId, string SpanId, ImmutableArray<TelemetryTag> Attributes);
