namespace Workshop.Dashboard.Telemetry;

/// <summary>The numbers of OTLP.</summary>
public enum SpanStatus
{
    Unset,
    Ok,
    Error,
}
