namespace Workshop.Dashboard.Telemetry;

/// <summary>A resource and what is kept of it.</summary>
/// <param name="LastSeen">When something of it last came in, by this process' clock.</param>
/// <param name="Errors">Spans with an error among those kept.</param>
public sealed record ResourceSummary(TelemetryResource Resource, int Spans, int Errors, int Logs, int Points, DateTimeOffset LastSeen);
