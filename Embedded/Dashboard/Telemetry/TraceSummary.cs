using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>A trace as a line of a list.</summary>
/// <param name="Name">Of its root; of its earliest span while the root has not come.</param>
/// <param name="Root">Who sent the span that gives the name.</param>
/// <param name="HasRoot">False while spans are known but not the one without a parent.</param>
/// <param name="Duration">From the first start to the last end of what is known.</param>
/// <param name="Errors">Spans with an error.</param>
/// <param name="DroppedSpans">Spans that were over <see cref="TelemetryOptions.MaxSpansPerTrace"/>.</param>
/// <param name="Services">By service, most spans first.</param>
public sealed record TraceSummary(
    string TraceId,
    string Name,
    TelemetryResource Root,
    bool HasRoot,
    DateTimeOffset Start,
    TimeSpan Duration,
    int Spans,
    int Errors,
    int DroppedSpans,
    ImmutableArray<TraceService> Services);
