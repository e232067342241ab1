namespace Workshop.Dashboard.Telemetry;

/// <summary>What a batch is of.</summary>
internal enum TelemetryKind
{
    Traces,
    Metrics,
    Logs,
}
