namespace Workshop.Dashboard.Telemetry;

/// <summary>The part of a program that spoke: a source of spans, a meter, a log's category.</summary>
public sealed record TelemetryScope(string Name, string Version)
{
    public static TelemetryScope None { get; } = new("", "");
}
