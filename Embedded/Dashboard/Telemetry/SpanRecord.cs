using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>One span, as it was received.</summary>
/// <param name="TraceId">32 hexadecimal digits, lower case.</param>
/// <param name="SpanId">16 hexadecimal digits, lower case.</param>
/// <param name="ParentSpanId">Null for a root. Its span may be missing: late, lost or no longer kept.</param>
/// <param name="Duration">Never negative: an end before the start counts as the start.</param>
public sealed record SpanRecord(
    string TraceId,
    string SpanId,
    string? ParentSpanId,
    string Name,
    SpanKind Kind,
    DateTimeOffset Start,
    TimeSpan Duration,
    SpanStatus Status,
    string StatusMessage,
    ImmutableArray<TelemetryTag> Attributes,
    ImmutableArray<SpanEvent> Events,
    ImmutableArray<SpanLink> Links,
    TelemetryScope Scope,
    TelemetryResource Resource)
{
    public DateTimeOffset End => Start + Duration;

    public bool IsError => Status == SpanStatus.Error;
}
