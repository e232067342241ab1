namespace Workshop.Dashboard.Telemetry;

/// <summary>What a point of a sum or histogram covers. The numbers of OTLP.</summary>
public enum Temporality
{
    /// <summary>For a gauge, which covers nothing.</summary>
    Unspecified,

    /// <summary>Since the last point.</summary>
    Delta,

    /// <summary>Since the start of the series.</summary>
    Cumulative,
}
