using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry.Shelves;

/// <summary>A series as it is kept: its points by time. Changed by the writer only, under the store's lock.</summary>
internal sealed class SeriesEntry(InstrumentEntry instrument, SeriesKey key, ImmutableArray<TelemetryTag> attributes)
{
    // Points leave at the front; the gap is closed when it is half of the list.
    private readonly List<MetricPoint?> _points = [];
    private int _first;

    public InstrumentEntry Instrument { get; } = instrument;

    public SeriesKey Key { get; } = key;

    public ResourceEntry Resource => Key.Resource;

    public ImmutableArray<TelemetryTag> Attributes { get; } = attributes;

    public int Count => _points.Count - _first;

    public DateTimeOffset LastTime => Count == 0 ? DateTimeOffset.UnixEpoch : _points[^1]!.Time;

    /// <returns>Null when there was none of this time; else what the new point has replaced.</returns>
    public MetricPoint? Put(MetricPoint point)
    {
        var at = Position(point.Time);
        if (at < _points.Count && _points[at]!.Time == point.Time)
        {
            var before = _points[at];
            _points[at] = point;
            return before;
        }

        _points.Insert(at, point);
        return null;
    }

    public MetricPoint RemoveOldest()
    {
        var oldest = _points[_first]!;
        _points[_first++] = null;
        if (_first > 16 && _first > _points.Count / 2)
        {
            _points.RemoveRange(0, _first);
            _first = 0;
        }

        return oldest;
    }

    public MetricSeries Between(DateTimeOffset from, DateTimeOffset until)
    {
        var points = ImmutableArray.CreateBuilder<MetricPoint>();
        for (var i = Position(from); i < _points.Count && _points[i]!.Time <= until; i++)
        {
            points.Add(_points[i]!);
        }

        return new MetricSeries(Resource.Resource, Attributes, points.DrainToImmutable());
    }

    // The first point that is not before the time. Points come in order nearly always, so the end is looked at first.
    private int Position(DateTimeOffset time)
    {
        if (Count == 0 || LastTime < time)
        {
            return _points.Count;
        }

        var (low, high) = (_first, _points.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_points[middle]!.Time < time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
