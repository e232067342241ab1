using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>One trace whole.</summary>
/// <param name="Spans">By start, then in the order of their arrival.</param>
public sealed record TraceRecord(TraceSummary Summary, ImmutableArray<SpanRecord> Spans);
