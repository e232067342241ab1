using Workshop.Dashboard.Telemetry.Packing;

namespace Workshop.Dashboard.Telemetry.Shelves;

/// <summary>The log records in memory, a ring: when there are too many or they take too much, the first that came leaves.</summary>
internal sealed class LogShelf(TelemetryOptions options)
{
    private readonly long _maxBytes = options.MaxMegabytes * 1024L * 1024;
    private PackedLog[] _ring = new PackedLog[Math.Min(256, options.MaxLogs)];
    private int _first;
    private int _count;
    private long _nextId = 1;

    public ShelfCounter Logs { get; } = new();

    public long Bytes { get; private set; }

    public Added Add(PackedLog log)
    {
        if (BytesOf(log) > _maxBytes / 2)
        {
            return Added.Refused;
        }

        MakeRoom();
        _ring[(_first + _count) % _ring.Length] = log;
        _count++;
        _nextId++;
        Bytes += BytesOf(log);
        Logs.Keep();
        log.Source.Table.Users++;
        log.Source.Resource.Logs++;
        while (Bytes > _maxBytes)
        {
            EvictOldest();
        }

        return Added.Kept;
    }

    /// <summary>Those that match all of the query but its text, with their ids, in the query's order.</summary>
    public List<(long Id, PackedLog Log)> Find(LogQuery query)
    {
        var found = new List<(long, PackedLog)>();
        var (hasTrace, hasSpan) = (query.TraceId is not null, query.SpanId is not null);
        var (trace, span) = (default(UInt128), 0UL);
        if ((hasTrace && !TelemetryIds.TryTrace(query.TraceId!, out trace)) || (hasSpan && !TelemetryIds.TrySpan(query.SpanId!, out span)))
        {
            return found;
        }

        for (var i = 0; i < _count; i++)
        {
            var at = query.OldestFirst ? i : _count - 1 - i;
            ref readonly var log = ref _ring[(_first + at) % _ring.Length];
            if (log.Severity >= query.MinimumSeverity && (!hasTrace || log.TraceId == trace) && (!hasSpan || log.SpanId == span) && query.Resource.Matches(log.Source.Resource.Resource))
            {
                found.Add((_nextId - _count + at, log));
            }
        }

        return found;
    }

    private static long BytesOf(in PackedLog log) => 104 + log.Bytes.Length;

    private void MakeRoom()
    {
        if (_count < _ring.Length)
        {
            return;
        }

        if (_ring.Length >= options.MaxLogs)
        {
            EvictOldest();
            return;
        }

        var bigger = new PackedLog[Math.Min(options.MaxLogs, _ring.Length * 2L)];
        for (var i = 0; i < _count; i++)
        {
            bigger[i] = _ring[(_first + i) % _ring.Length];
        }

        (_ring, _first) = (bigger, 0);
    }

    private void EvictOldest()
    {
        ref var oldest = ref _ring[_first];
        Bytes -= BytesOf(oldest);
        oldest.Source.Table.Users--;
        oldest.Source.Resource.Logs--;
        Logs.Evict();
        oldest = default;
        _first = (_first + 1) % _ring.Length;
        _count--;
    }
}
