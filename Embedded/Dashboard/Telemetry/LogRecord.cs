using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>One log record, as it was received.</summary>
/// <param name="Id">Grows in the order of arrival; a key for lists.</param>
/// <param name="Time">When it happened; when the sender saw it, where it says no more.</param>
/// <param name="Message">The body, with its values filled in where the sender did so.</param>
/// <param name="Template">The message before its values were filled in, such as <c>Pod '{Pod}' is ready</c>; null when the sender gave none.</param>
/// <param name="TraceId">32 hexadecimal digits; null outside of a trace.</param>
/// <param name="SpanId">16 hexadecimal digits; null outside of a span.</param>
/// <param name="Scope">Its name is the category.</param>
public sealed record LogRecord(
    long Id,
    DateTimeOffset Time,
    LogSeverity Severity,
    string Message,
    string? Template,
    string EventName,
    ImmutableArray<TelemetryTag> Attributes,
    string? TraceId,
    string? SpanId,
    TelemetryScope Scope,
    TelemetryResource Resource);
