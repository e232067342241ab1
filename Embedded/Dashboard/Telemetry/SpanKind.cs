namespace Workshop.Dashboard.Telemetry;

/// <summary>The numbers of OTLP.</summary>
public enum SpanKind
{
    Unspecified,
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
}
