namespace Workshop.Dashboard.Telemetry;

/// <summary>.NET's levels; OTLP's 24 numbers, four to a level.</summary>
public enum LogSeverity
{
    Unspecified,
    Trace,
    Debug,
    Information,
    Warning,
    Error,
    Critical,
}
