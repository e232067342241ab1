namespace Workshop.Dashboard.Metrics.Charts;

/// <summary>One value of a line.</summary>
internal readonly record struct ChartPoint(DateTimeOffset At, double Value);
