using Workshop.Dashboard.Display;
using Workshop.Dashboard.Metrics.Charts;
using Workshop.Dashboard.Metrics.Numbers;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Metrics;

/// <summary>Makes lines of an instrument's points: gauges as they are, growing sums as rates, histograms as quantiles.</summary>
internal static class MetricPicturePlan
{
    public const int MaxLines = 8;
    public const int MaxExemplars = 50;

    private static readonly (string Name, double Share)[] Quantiles = [("p99", 0.99), ("p90", 0.9), ("p50", 0.5)];

    /// <param name="wanted">Values by dimension; a series must have them all.</param>
    public static MetricPicture For(MetricData data, MetricWindow window, IReadOnlyDictionary<string, string> wanted)
    {
        var chosen = data.Series.Where(series => wanted.All(dimension => ValueOf(series, dimension.Key) == dimension.Value)).ToList();
        var instrument = data.Instrument;
        var (title, unit, lines) = instrument.Kind switch
        {
            InstrumentKind.Gauge => ("Value", instrument.Unit, LinesOf(chosen, series => Lasts(series, window))),
            InstrumentKind.Sum when !IsRate(instrument) => ("Value", instrument.Unit, LinesOf(chosen, series => Lasts(series, window))),
            InstrumentKind.Sum => ("Per second", PerSecond(instrument.Unit), LinesOf(chosen, series => Rates(series, instrument.Temporality, window))),
            InstrumentKind.Summary => ("Quantiles, as sent", instrument.Unit, SentQuantiles(chosen, window)),
            _ => ("Quantiles", instrument.Unit, EstimatedQuantiles(chosen, instrument.Temporality, window)),
        };
        var exemplars = ExemplarsOf(chosen, window, instrument.Unit);
        var chart = new ChartModel(window.From, window.To, window.Step, unit, [.. InOrder(instrument, lines.Take(MaxLines))], HasPlace(instrument) ? exemplars : []);
        return new(chart, title, Math.Max(0, lines.Count - MaxLines), DimensionsOf(data), exemplars);
    }

    // By name, not by size: a line must keep its colour while values cross. Quantiles come in their own order.
    private static IEnumerable<ChartSeries> InOrder(MetricInstrument instrument, IEnumerable<ChartSeries> lines) =>
        instrument.Kind is InstrumentKind.Gauge or InstrumentKind.Sum ? lines.OrderBy(line => line.Name, StringComparer.Ordinal) : lines;

    private static bool IsRate(MetricInstrument instrument) => instrument.IsMonotonic || instrument.Temporality == Temporality.Delta;

    // What one measurement added says nothing on an axis of rates.
    private static bool HasPlace(MetricInstrument instrument) => !(instrument.Kind == InstrumentKind.Sum && IsRate(instrument));

    private static string PerSecond(string unit) => unit is "" or "1" ? "/s" : unit + "/s";

    private static string? ValueOf(MetricSeries series, string key) =>
        key == MetricDimension.Instance ? NameOf(series.Resource) : series.Attributes.FirstOrDefault(tag => tag.Key == key)?.Value ?? "";

    private static string NameOf(TelemetryResource resource) => resource.Instance.Length > 0 ? resource.Instance : resource.Service;

    // The largest first: with many series, they are the ones that anybody looks for.
    private static List<ChartSeries> LinesOf(List<MetricSeries> chosen, Func<MetricSeries, List<ChartPoint>> pointsOf)
    {
        var severalSenders = chosen.Select(series => NameOf(series.Resource)).Distinct().Skip(1).Any();
        return
        [
            .. chosen.Select(series => new ChartSeries(LabelOf(series, severalSenders), pointsOf(series)))
                .Where(line => line.Points.Count > 0)
                .OrderByDescending(line => line.Points.Max(point => Math.Abs(point.Value)))
                .ThenBy(line => line.Name, StringComparer.Ordinal),
        ];
    }

    private static string LabelOf(MetricSeries series, bool withSender)
    {
        var parts = series.Attributes.Select(tag => $"{tag.Key}={SecretMask.Value(tag.Key, tag.Value)}").ToList();
        if (withSender || parts.Count == 0)
        {
            parts.Insert(0, NameOf(series.Resource));
        }

        return string.Join(", ", parts);
    }

    private static List<ChartPoint> Lasts(MetricSeries series, MetricWindow window) =>
    [
        .. series.Points.OfType<NumberPoint>().Where(point => window.Contains(point.Time))
            .GroupBy(point => window.StepOf(point.Time))
            .Select(step => new ChartPoint(step.Key, step.Last().Value)),
    ];

    private static List<ChartPoint> Rates(MetricSeries series, Temporality temporality, MetricWindow window) =>
    [
        .. Increments.OfSum(series.Points.OfType<NumberPoint>(), temporality).Where(increment => window.Contains(increment.At))
            .GroupBy(increment => window.StepOf(increment.At))
            .Select(step => new ChartPoint(step.Key, step.Sum(part => part.Added) / step.Sum(part => part.During.TotalSeconds))),
    ];

    private static List<ChartSeries> EstimatedQuantiles(List<MetricSeries> chosen, Temporality temporality, MetricWindow window)
    {
        var steps = chosen
            .SelectMany(series => Increments.OfHistogram(series.Points, temporality))
            .Where(increment => increment.Added.Count > 0 && window.Contains(increment.At))
            .GroupBy(increment => window.StepOf(increment.At))
            .OrderBy(step => step.Key)
            .Select(step => (At: step.Key, Buckets: Quantile.Merge([.. step.Select(increment => increment.Added.Buckets())])))
            .ToList();
        return
        [
            .. Quantiles.Select(quantile => new ChartSeries(quantile.Name,
                [.. steps.Select(step => (step.At, Value: Quantile.Of(step.Buckets, quantile.Share))).Where(point => point.Value is not null)
                    .Select(point => new ChartPoint(point.At, point.Value!.Value))]))
                .Where(line => line.Points.Count > 0),
        ];
    }

    private static List<ChartSeries> SentQuantiles(List<MetricSeries> chosen, MetricWindow window)
    {
        var severalSenders = chosen.Count > 1;
        return
        [
            .. chosen.SelectMany(series => series.Points.OfType<SummaryPoint>().Where(point => window.Contains(point.Time))
                .SelectMany(point => point.Quantiles.Select(pair => (point.Time, pair.Quantile, pair.Value)))
                .GroupBy(value => value.Quantile)
                .OrderByDescending(values => values.Key)
                .Select(values => new ChartSeries(
                    FormattableString.Invariant($"p{values.Key * 100:0.##}") + (severalSenders ? " " + LabelOf(series, withSender: true) : ""),
                    [.. values.GroupBy(value => window.StepOf(value.Time)).Select(step => new ChartPoint(step.Key, step.Last().Value))]))),
        ];
    }

    private static List<ChartMark> ExemplarsOf(List<MetricSeries> chosen, MetricWindow window, string unit) =>
    [
        .. chosen.SelectMany(series => series.Points).SelectMany(point => point.Exemplars)
            .Where(exemplar => exemplar.TraceId is not null && window.Contains(exemplar.Time))
            .DistinctBy(exemplar => (exemplar.Time, exemplar.Value, exemplar.SpanId))
            .OrderByDescending(exemplar => exemplar.Time)
            .Take(MaxExemplars)
            .Select(exemplar => new ChartMark(
                exemplar.Time, exemplar.Value, TelemetryAddress.Trace(exemplar.TraceId!, exemplar.SpanId), NumberText.Of(exemplar.Value, unit))),
    ];

    private static List<MetricDimension> DimensionsOf(MetricData data)
    {
        var keys = data.Series.SelectMany(series => series.Attributes).Select(tag => tag.Key).Distinct().Order(StringComparer.Ordinal);
        return
        [
            .. keys.Prepend(MetricDimension.Instance)
                .Select(key => new MetricDimension(key,
                    [.. data.Series.Select(series => ValueOf(series, key)!).Distinct().Order(StringComparer.Ordinal)]))
                .Where(dimension => dimension.Values.Count > 1),
        ];
    }
}
