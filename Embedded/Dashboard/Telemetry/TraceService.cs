namespace Workshop.Dashboard.Telemetry;

/// <summary>What one service has in a trace.</summary>
public sealed record TraceService(string Service, int Spans, int Errors);
