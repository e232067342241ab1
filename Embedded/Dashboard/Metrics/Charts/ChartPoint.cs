namespace Workshop.Dashboard.Metrics.Charts;

/// <summary>One value of a line.</summary>
public readonly record struct ChartPoint(DateTimeOffset At, double Value);
