using System.Globalization;
using System.Text;
using Workshop.Dashboard.Display;

namespace Workshop.Dashboard.Metrics.Charts;

/// <summary>Where everything of a chart stands, in percent of its area: the browser stretches it to any width without asking again.</summary>
internal sealed record ChartPlan(
    IReadOnlyList<ChartPlan.Line> Lines,
    IReadOnlyList<ChartPlan.Tick> ValueTicks,
    IReadOnlyList<ChartPlan.Tick> TimeTicks,
    IReadOnlyList<ChartPlan.Dot> Dots,
    IReadOnlyList<ChartPlan.Column> Columns)
{
    private const int TimeSteps = 5;
    private const int MissedPoints = 3;

    /// <param name="local">The reader's clock.</param>
    public static ChartPlan For(ChartModel chart, Func<DateTimeOffset, DateTimeOffset> local)
    {
        var scale = ValueScale.For(chart.Series.SelectMany(series => series.Points).Select(point => point.Value).Concat(chart.Marks.Select(mark => mark.Value)), chart.Unit);
        return new(
            [.. chart.Series.Select((series, index) => new Line(series.Name, index, PathOf(chart, series, scale)))],
            [.. scale.Ticks.Select(value => new Tick(100 - (100 * scale.Share(value)), NumberText.Of(value, chart.Unit)))],
            TimeTicksOf(chart, local),
            [.. chart.Marks.Where(mark => mark.At >= chart.From && mark.At <= chart.To)
                .Select(mark => new Dot(Left(chart, mark.At), 100 - (100 * scale.Share(mark.Value)), mark.Address, mark.Title))],
            ColumnsOf(chart));
    }

    private static double Left(ChartModel chart, DateTimeOffset at) =>
        chart.To > chart.From ? Math.Clamp(100 * ((at - chart.From) / (chart.To - chart.From)), 0, 100) : 0;

    private static string PathOf(ChartModel chart, ChartSeries series, ValueScale scale)
    {
        var longest = MissedPoints * TypicalDistance(chart, series);
        var path = new StringBuilder();
        DateTimeOffset? before = null;
        foreach (var point in series.Points.Where(point => double.IsFinite(point.Value)))
        {
            // A line over a silence would claim values that nobody measured. A point alone is a line without length, which round ends make a dot.
            var continues = before is { } earlier && point.At - earlier <= longest;
            var place = string.Create(CultureInfo.InvariantCulture, $"{Left(chart, point.At):0.##} {100 - (100 * scale.Share(point.Value)):0.##}");
            path.Append(continues ? 'L' : 'M').Append(place);
            if (!continues)
            {
                path.Append('L').Append(place);
            }

            before = point.At;
        }

        return path.ToString();
    }

    private static TimeSpan TypicalDistance(ChartModel chart, ChartSeries series)
    {
        if (series.Points.Count < 2)
        {
            return chart.Step;
        }

        var distances = series.Points.Zip(series.Points.Skip(1), (one, next) => next.At - one.At).Order().ToArray();
        var typical = distances[distances.Length / 2];
        return typical > chart.Step ? typical : chart.Step;
    }

    private static List<Tick> TimeTicksOf(ChartModel chart, Func<DateTimeOffset, DateTimeOffset> local)
    {
        // Round is what is round on the reader's clock: whole hours of a zone half an hour off are no whole hours of UTC.
        var step = RoundTime.Step(chart.To - chart.From, TimeSteps);
        var from = local(chart.From);
        var ticks = new List<Tick>();
        for (var at = from.AddTicks(-(from.Ticks % step.Ticks)); at <= chart.To; at += step)
        {
            if (at >= chart.From)
            {
                ticks.Add(new(Left(chart, at), at.ToString(step < TimeSpan.FromMinutes(1) ? "HH:mm:ss" : "HH:mm", CultureInfo.InvariantCulture)));
            }
        }

        return ticks;
    }

    // What the pointer meets: one column for each time that has a value, reaching half way to its neighbours.
    private static List<Column> ColumnsOf(ChartModel chart)
    {
        var times = chart.Series.SelectMany(series => series.Points).Select(point => point.At).Distinct().Order().ToArray();
        var values = chart.Series.Select(series => series.Points.ToDictionary(point => point.At, point => point.Value)).ToArray();
        var columns = new List<Column>(times.Length);
        for (var i = 0; i < times.Length; i++)
        {
            var here = Left(chart, times[i]);
            var from = i == 0 ? Math.Max(0, here - 1) : (Left(chart, times[i - 1]) + here) / 2;
            var to = i == times.Length - 1 ? Math.Min(100, here + 1) : (Left(chart, times[i + 1]) + here) / 2;
            columns.Add(new(times[i], from, to - from, here, [.. values.Select(of => of.TryGetValue(times[i], out var value) ? value : (double?)null)]));
        }

        return columns;
    }

    /// <param name="Color">Which of the chart's colours, counted from zero.</param>
    /// <param name="Path">The <c>d</c> of an SVG path within 100 × 100.</param>
    internal sealed record Line(string Name, int Color, string Path);

    /// <param name="Place">Percent from the left, or from the top.</param>
    internal sealed record Tick(double Place, string Text);

    internal sealed record Dot(double Left, double Top, string Address, string Title);

    /// <param name="At">Where the readings were taken; the column reaches from <paramref name="Left"/> over <paramref name="Width"/>.</param>
    internal sealed record Column(DateTimeOffset Time, double Left, double Width, double At, IReadOnlyList<double?> Values);
}
