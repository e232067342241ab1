namespace Workshop.Dashboard.Telemetry;

/// <summary>Each number grows whenever something of its kind changed: equal numbers, equal answers.</summary>
public sealed record TelemetryVersions(long Resources, long Traces, long Logs, long Metrics);
