namespace Workshop.Dashboard.Metrics.Charts;

/// <summary>One line of a chart, its points in order of time.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points);
