using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>An instrument with its points in a window of time.</summary>
public sealed record MetricData(MetricInstrument Instrument, ImmutableArray<MetricSeries> Series);
