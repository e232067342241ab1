namespace Workshop.Dashboard.Telemetry;

/// <summary>The shapes of a metric.</summary>
public enum InstrumentKind
{
    Gauge,
    Sum,
    Histogram,
    ExponentialHistogram,
    Summary,
}
