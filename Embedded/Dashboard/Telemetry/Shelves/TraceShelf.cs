using Workshop.Dashboard.Telemetry.Packing;

namespace Workshop.Dashboard.Telemetry.Shelves;

/// <summary>The traces in memory, a ring: when there are too many or they take too much, the one that began to arrive first leaves whole.</summary>
internal sealed class TraceShelf(TelemetryOptions options)
{
    private readonly Dictionary<UInt128, TraceEntry> _byId = [];
    private readonly Queue<TraceEntry> _byArrival = [];
    private readonly long _maxBytes = options.MaxMegabytes * 1024L * 1024;

    public ShelfCounter Traces { get; } = new();

    public ShelfCounter Spans { get; } = new();

    public long Bytes { get; private set; }

    public bool Knows(UInt128 traceId, ulong spanId) => _byId.TryGetValue(traceId, out var trace) && trace.Knows(spanId);

    /// <param name="traceId">The trace it belongs to.</param>
    /// <param name="span">Not yet known: ask <see cref="Knows"/> first, which is cheaper than to pack in vain.</param>
    /// <param name="start">In ticks.</param>
    /// <param name="end">In ticks, not before the start.</param>
    /// <param name="isRoot">It has no parent.</param>
    public Added Add(UInt128 traceId, PackedSpan span, long start, long end, bool isRoot)
    {
        if (TraceEntry.BytesOf(span) > _maxBytes / 2)
        {
            return Added.Refused;
        }

        if (!_byId.TryGetValue(traceId, out var trace))
        {
            trace = Begin(traceId);
        }
        else if (trace.Spans.Length >= options.MaxSpansPerTrace)
        {
            trace.Dropped++;
            return Added.Refused;
        }

        var before = trace.Bytes;
        trace.Add(span, start, end, isRoot);
        Bytes += trace.Bytes - before;
        Count(span, 1);
        while (Bytes > _maxBytes)
        {
            EvictOldest();
        }

        return Added.Kept;
    }

    public TraceView? Find(UInt128 traceId) => _byId.TryGetValue(traceId, out var trace) ? trace.View() : null;

    /// <summary>Those that match all of the query but its text.</summary>
    public List<TraceView> Find(TraceQuery query)
    {
        var found = new List<TraceView>();
        foreach (var trace in _byArrival)
        {
            if ((!query.OnlyErrors || trace.Errors > 0) && trace.End - trace.Start >= query.MinimumDuration.Ticks && IsOf(trace, query.Resource))
            {
                found.Add(trace.View());
            }
        }

        return found;
    }

    private static bool IsOf(TraceEntry trace, ResourceFilter filter)
    {
        if (filter.Service is null && filter.Instance is null)
        {
            return true;
        }

        foreach (ref readonly var span in trace.Spans)
        {
            if (filter.Matches(span.Source.Resource.Resource))
            {
                return true;
            }
        }

        return false;
    }

    private TraceEntry Begin(UInt128 traceId)
    {
        while (_byArrival.Count >= options.MaxTraces)
        {
            EvictOldest();
        }

        var trace = new TraceEntry(traceId);
        _byId.Add(traceId, trace);
        _byArrival.Enqueue(trace);
        Bytes += trace.Bytes;
        Traces.Keep();
        return trace;
    }

    private void EvictOldest()
    {
        var oldest = _byArrival.Dequeue();
        _byId.Remove(oldest.Id);
        Bytes -= oldest.Bytes;
        Traces.Evict();
        foreach (ref readonly var span in oldest.Spans)
        {
            Count(span, -1);
        }
    }

    private void Count(PackedSpan span, int one)
    {
        span.Source.Table.Users += one;
        span.Source.Resource.Spans += one;
        span.Source.Resource.Errors += span.IsError ? one : 0;
        if (one > 0)
        {
            Spans.Keep();
        }
        else
        {
            Spans.Evict();
        }
    }
}
