namespace Workshop.Dashboard.Metrics.Charts;

/// <summary>A point of its own in a chart that leads somewhere: an exemplar and the trace in which it was measured.</summary>
public sealed record ChartMark(DateTimeOffset At, double Value, string Address, string Title);
