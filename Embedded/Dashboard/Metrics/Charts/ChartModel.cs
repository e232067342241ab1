namespace Workshop.Dashboard.Metrics.Charts;

/// <summary>What a chart shows; says nothing of pixels.</summary>
/// <param name="Step">How far apart the points of a line may lie at the least.</param>
public sealed record ChartModel(
    DateTimeOffset From, DateTimeOffset To, TimeSpan Step, string Unit, IReadOnlyList<ChartSeries> Series, IReadOnlyList<ChartMark> Marks);
