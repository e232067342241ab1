using Workshop.Dashboard.Metrics.Charts;

namespace Workshop.Dashboard.Metrics;

/// <summary>All that the page shows of one instrument.</summary>
/// <param name="Title">What the values are, such as "per second" or "quantiles".</param>
/// <param name="Hidden">Series that match and were too many for lines.</param>
/// <param name="Exemplars">With those that have no place in the chart; newest first.</param>
public sealed record MetricPicture(
    ChartModel Chart, string Title, int Hidden, IReadOnlyList<MetricDimension> Dimensions, IReadOnlyList<ChartMark> Exemplars);
