using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Metrics.Numbers;

/// <summary>Turns the points of one series into what each of them added, whether they tell totals or differences.</summary>
internal static class Increments
{
    /// <param name="points">Of a sum, oldest first.</param>
    public static List<Increment<double>> OfSum(IEnumerable<NumberPoint> points, Temporality temporality) =>
        Of(points, temporality, point => point.Value, (later, earlier) => later >= earlier ? later - earlier : null);

    /// <param name="points">Of a histogram, oldest first.</param>
    public static List<Increment<HistogramValues>> OfHistogram(IEnumerable<MetricPoint> points, Temporality temporality) =>
        Of(points, temporality, HistogramValues.Of, (later, earlier) => later.Since(earlier));

    // A total that has become less, or counts from a later start, began anew: all of it was added since then.
    private static List<Increment<T>> Of<TPoint, T>(IEnumerable<TPoint> points, Temporality temporality, Func<TPoint, T> value, Func<T, T, T?> difference)
        where TPoint : MetricPoint
        where T : struct
    {
        var increments = new List<Increment<T>>();
        (TPoint Point, T Value)? before = null;
        foreach (var point in points)
        {
            var here = value(point);
            if (temporality == Temporality.Delta)
            {
                Add(increments, point, point.Start, here);
            }
            else if (before is not { } earlier || point.Start > earlier.Point.Time)
            {
                Add(increments, point, point.Start, here);
            }
            else
            {
                Add(increments, point, earlier.Point.Time, difference(here, earlier.Value) ?? here);
            }

            before = (point, here);
        }

        return increments;
    }

    // Without a time in which it was added, nothing can be said of a rate.
    private static void Add<T>(List<Increment<T>> increments, MetricPoint point, DateTimeOffset since, T added)
    {
        if (point.Time > since)
        {
            increments.Add(new(point.Time, point.Time - since, added));
        }
    }
}
