using System.ComponentModel.DataAnnotations;

namespace Workshop.Dashboard.Telemetry;

/// <summary>How much is kept. Where a limit is reached, the oldest leaves.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Workshop:Telemetry";

    /// <value>Default 10,000.</value>
    [Range(1, 10_000_000)]
    public int MaxTraces { get; set; } = 10_000;

    /// <value>Default 10,000. Further spans of the trace are refused, and counted.</value>
    [Range(1, 1_000_000)]
    public int MaxSpansPerTrace { get; set; } = 10_000;

    /// <value>Default 10,000.</value>
    [Range(1, 10_000_000)]
    public int MaxLogs { get; set; } = 10_000;

    /// <value>Over all series; default 50,000.</value>
    [Range(1, 10_000_000)]
    public int MaxPoints { get; set; } = 50_000;

    /// <value>Over all instruments; default 5,000. Points of further series are refused, and counted.</value>
    [Range(1, 1_000_000)]
    public int MaxSeries { get; set; } = 5_000;

    /// <value>Default 1,000. What further resources send is refused, and counted.</value>
    [Range(1, 100_000)]
    public int MaxResources { get; set; } = 1_000;

    /// <value>MiB for spans and log records each, as packed; default 128. Bounds memory even when every span is as large as it may be.</value>
    [Range(1, 1024)]
    public int MaxMegabytes { get; set; } = 128;

    /// <value>Of a span, an event, a link, a log record, a point or a resource; default 128. Further ones are left out.</value>
    [Range(1, 10_000)]
    public int MaxAttributes { get; set; } = 128;

    /// <value>In bytes of UTF-8; default 4,096. Longer texts are cut.</value>
    [Range(16, 1_000_000)]
    public int MaxAttributeLength { get; set; } = 4_096;

    /// <value>Of a span; default 128 events and as many links. Further ones are left out.</value>
    [Range(1, 10_000)]
    public int MaxEvents { get; set; } = 128;
}
