using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Traces;

/// <summary>One line of a waterfall: a span, a parent that has not been seen, or a log record.</summary>
public abstract record WaterfallRow(string Key, int Depth, TimeSpan Offset, TimeSpan Length, string? ParentKey, int Descendants)
{
    public bool HasChildren => Descendants > 0;

    /// <param name="OwnTime">Where none of its children ran; empty for a span without children.</param>
    public sealed record OfSpan(
        SpanRecord Span, int Depth, TimeSpan Offset, string? ParentKey, int Descendants, IReadOnlyList<TimeRange> OwnTime, SpanTiming Timing)
        : WaterfallRow(Span.SpanId, Depth, Offset, Span.Duration, ParentKey, Descendants);

    /// <summary>Spans are sent when they end: a parent that is still running is known only by what its children say.</summary>
    /// <param name="IsRoot">The trace has no root yet, and this is the only parent that is missing.</param>
    public sealed record OfMissing(string SpanId, bool IsRoot, int Depth, TimeSpan Offset, TimeSpan Length, int Descendants)
        : WaterfallRow("missing-" + SpanId, Depth, Offset, Length, null, Descendants);

    public sealed record OfLog(LogRecord Log, int Depth, TimeSpan Offset, string? ParentKey)
        : WaterfallRow("log-" + Log.Id, Depth, Offset, TimeSpan.Zero, ParentKey, 0);
}
