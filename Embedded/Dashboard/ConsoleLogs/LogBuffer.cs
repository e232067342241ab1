using System.Collections.Immutable;

namespace Workshop.Dashboard.ConsoleLogs;

/// <summary>The last lines of all followed logs, in the order of their time. Bounded: the oldest leave, and are counted.</summary>
internal sealed class LogBuffer(int capacity)
{
    private readonly Lock _lock = new();
    private readonly List<LogLine> _lines = [];
    private long _dropped;

    /// <value>Lines that had to leave.</value>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Add(LogLine line)
    {
        lock (_lock)
        {
            _lines.Insert(PlaceOf_NeedsLock(line), line);

            // In portions: to move all lines for each new one would cost more than the lines.
            if (_lines.Count > capacity + (capacity / 10))
            {
                var surplus = _lines.Count - capacity;
                _lines.RemoveRange(0, surplus);
                Interlocked.Add(ref _dropped, surplus);
            }
        }
    }

    public ImmutableArray<LogLine> Snapshot()
    {
        lock (_lock)
        {
            return [.. _lines.Skip(Math.Max(0, _lines.Count - capacity))];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _lines.Clear();
            Interlocked.Exchange(ref _dropped, 0);
        }
    }

    // Nearly always the end. Several pods' first lines come pod by pod, and belong between each other; equals stay in their order.
    private int PlaceOf_NeedsLock(LogLine line)
    {
        var place = _lines.Count;
        while (line.At is { } at && place > 0 && _lines[place - 1].At > at)
        {
            place--;
        }

        return place;
    }
}
