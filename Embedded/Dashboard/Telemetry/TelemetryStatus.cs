namespace Workshop.Dashboard.Telemetry;

/// <summary>Limits and counts, for people who wonder where something is.</summary>
/// <param name="Bytes">About how much memory spans and log records take, with its limit.</param>
/// <param name="LastRejection">The reason in words of the last refusal; null when there was none.</param>
public sealed record TelemetryStatus(
    TelemetryCount Traces,
    TelemetryCount Spans,
    TelemetryCount Logs,
    TelemetryCount Points,
    TelemetryCount Bytes,
    string? LastRejection);
