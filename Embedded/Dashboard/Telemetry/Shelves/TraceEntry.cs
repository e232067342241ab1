using Workshop.Dashboard.Telemetry.Packing;

namespace Workshop.Dashboard.Telemetry.Shelves;

/// <summary>A trace as it is kept. Changed by the writer only, under the store's lock.</summary>
internal sealed class TraceEntry(UInt128 id)
{
    /// <summary>From here on a set finds duplicates; below, looking through an array is faster and smaller.</summary>
    private const int ManySpans = 64;

    private const int BytesKnown = 24;

    private PackedSpan[] _spans = [];
    private int _count;
    private int _root = -1;
    private int _earliest;
    private HashSet<ulong>? _known;

    public UInt128 Id { get; } = id;

    public long Start { get; private set; } = long.MaxValue;

    public long End { get; private set; }

    public int Errors { get; private set; }

    public int Dropped { get; set; }

    /// <value>About what it takes in memory.</value>
    public long Bytes { get; private set; } = 240;

    public ReadOnlySpan<PackedSpan> Spans => _spans.AsSpan(0, _count);

    public bool Knows(ulong spanId)
    {
        if (_known is not null)
        {
            return _known.Contains(spanId);
        }

        foreach (ref readonly var span in Spans)
        {
            if (span.SpanId == spanId)
            {
                return true;
            }
        }

        return false;
    }

    public void Add(PackedSpan span, long start, long end, bool isRoot)
    {
        if (_count == _spans.Length)
        {
            // Half as much again: most traces are small and there are many of them.
            Array.Resize(ref _spans, Math.Max(_count + (_count / 2), _count + 2));
        }

        _spans[_count] = span;
        if (start < Start)
        {
            (Start, _earliest) = (start, _count);
        }

        End = Math.Max(End, end);
        Errors += span.IsError ? 1 : 0;
        if (isRoot && _root < 0)
        {
            _root = _count;
        }

        _count++;
        Bytes += BytesOf(span);
        Remember(span.SpanId);
    }

    /// <summary>The slot, the array's head, and what the array holds.</summary>
    public static long BytesOf(PackedSpan span) => 56 + span.Bytes.Length;

    public TraceView View() => new(Id, Start, End, Errors, Dropped, _root, _earliest, _spans.AsMemory(0, _count));

    private void Remember(ulong spanId)
    {
        if (_known is not null)
        {
            _known.Add(spanId);
            Bytes += BytesKnown;
        }
        else if (_count > ManySpans)
        {
            _known = [];
            foreach (ref readonly var span in Spans)
            {
                _known.Add(span.SpanId);
            }

            Bytes += BytesKnown * _count;
        }
    }
}
