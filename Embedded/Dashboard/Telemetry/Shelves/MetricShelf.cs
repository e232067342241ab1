using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry.Shelves;

/// <summary>The points in memory, a ring over all series: when there are too many or they take too much, the series whose turn it is loses its oldest.</summary>
internal sealed class MetricShelf(TelemetryOptions options)
{
    private readonly Dictionary<InstrumentKey, InstrumentEntry> _instruments = [];
    private readonly Queue<SeriesEntry> _byArrival = [];
    private readonly long _maxBytes = options.MaxMegabytes * 1024L * 1024;
    private int _series;

    public ShelfCounter Points { get; } = new();

    public long Bytes { get; private set; }

    /// <returns>Null when points of another shape are kept under this name.</returns>
    public InstrumentEntry? Instrument(InstrumentKey key, InstrumentShape shape, string description, string unit)
    {
        // It stands on the shelf with its first point: an instrument without points is none.
        var entry = _instruments.GetValueOrDefault(key) ?? new InstrumentEntry(key, shape);
        if (entry.Shape != shape)
        {
            return null;
        }

        (entry.Description, entry.Unit) = (description, unit);
        return entry;
    }

    /// <param name="instrument">As <see cref="Instrument"/> gave it.</param>
    /// <param name="resource">The sender.</param>
    /// <param name="attributes">Sorted by key.</param>
    /// <param name="point">Of the type that belongs to the instrument's kind.</param>
    public Added Add(InstrumentEntry instrument, ResourceEntry resource, ImmutableArray<TelemetryTag> attributes, MetricPoint point)
    {
        var key = SeriesKey.Of(resource, attributes);
        if (!instrument.Series.TryGetValue(key, out var series))
        {
            if (_series >= options.MaxSeries || PointSize.Of(point) > _maxBytes / 2)
            {
                return Added.Refused;
            }

            series = new SeriesEntry(instrument, key, attributes);
            instrument.Series.Add(key, series);
            _instruments[instrument.Key] = instrument;
            _series++;
            Bytes += PointSize.Of(series);
        }

        Bytes += PointSize.Of(point);
        if (series.Put(point) is { } replaced)
        {
            Bytes -= PointSize.Of(replaced);
            return Added.Known;
        }

        _byArrival.Enqueue(series);
        resource.Points++;
        Points.Keep();
        while (Points.Kept > options.MaxPoints || Bytes > _maxBytes)
        {
            EvictOldest();
        }

        return Added.Kept;
    }

    public ImmutableArray<MetricInstrument> Instruments(ResourceFilter resource) =>
        [.. _instruments.Values
            .Where(one => resource.Service is null || resource.Service == one.Key.Service)
            .Select(one => one.Summarize(resource))
            .Where(one => one.Series > 0)
            .OrderBy(one => one.Key.Scope, StringComparer.Ordinal).ThenBy(one => one.Key.Name, StringComparer.Ordinal).ThenBy(one => one.Key.Service, StringComparer.Ordinal)];

    public MetricData? Find(InstrumentKey key, ResourceFilter resource, DateTimeOffset from, DateTimeOffset until) =>
        _instruments.TryGetValue(key, out var instrument)
            ? new MetricData(
                instrument.Summarize(resource),
                [.. instrument.Series.Values.Where(one => resource.Matches(one.Resource.Resource)).Select(one => one.Between(from, until)).Where(one => one.Points.Length > 0)])
            : null;

    private void EvictOldest()
    {
        var series = _byArrival.Dequeue();
        Bytes -= PointSize.Of(series.RemoveOldest());
        series.Resource.Points--;
        Points.Evict();
        if (series.Count > 0)
        {
            return;
        }

        series.Instrument.Series.Remove(series.Key);
        _series--;
        Bytes -= PointSize.Of(series);
        if (series.Instrument.Series.Count == 0)
        {
            _instruments.Remove(series.Instrument.Key);
        }
    }
}
