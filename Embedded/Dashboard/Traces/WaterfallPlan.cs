using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Traces;

/// <summary>Lays a trace out, whatever of it has come: spans without their parents, twice, out of order, even in a circle.</summary>
internal sealed class WaterfallPlan
{
    // A gap shorter than this share of the trace cannot be seen, and says nothing.
    private const double SmallestGap = 0.01;

    private readonly Dictionary<string, SpanRecord> _spans = [];
    private readonly Dictionary<string, List<SpanRecord>> _children = [];
    private readonly Dictionary<string, List<LogRecord>> _logs = [];
    private readonly HashSet<string> _placed = [];
    private readonly List<WaterfallRow> _rows = [];
    private readonly DateTimeOffset _start;
    private readonly DateTimeOffset _end;

    private WaterfallPlan(IReadOnlyList<SpanRecord> spans, IReadOnlyList<LogRecord> logs)
    {
        foreach (var span in spans.OrderBy(span => span.Start))
        {
            if (_spans.TryAdd(span.SpanId, span) && span.ParentSpanId is { } parent)
            {
                ListOf(_children, parent).Add(span);
            }
        }

        foreach (var log in logs.OrderBy(log => log.Time))
        {
            ListOf(_logs, log.SpanId ?? "").Add(log);
        }

        _start = _spans.Values.Select(span => span.Start).DefaultIfEmpty().Min();
        _end = _spans.Values.Select(span => span.End).DefaultIfEmpty().Max();
    }

    /// <param name="logs">To stand under their spans; those whose span is not known stand at the end.</param>
    public static Waterfall For(IReadOnlyList<SpanRecord> spans, IReadOnlyList<LogRecord> logs) => new WaterfallPlan(spans, logs).Lay();

    private Waterfall Lay()
    {
        var roots = _spans.Values.Where(span => span.ParentSpanId is null).ToList();
        var missing = _children.Keys.Where(parent => !_spans.ContainsKey(parent)).ToList();
        var tops = roots.Select(root => (At: root.Start, Id: root.SpanId))
            .Concat(missing.Select(id => (At: _children[id][0].Start, Id: id)))
            .OrderBy(top => top.At);
        foreach (var (_, id) in tops)
        {
            Place(id, isRoot: roots.Count == 0 && missing.Count == 1);
        }

        // What is left names itself, or one of its children, as its parent: it must be seen all the same.
        foreach (var span in _spans.Values.Where(span => !_placed.Contains(span.SpanId)).OrderBy(span => span.Start).ToList())
        {
            Place(span.SpanId, isRoot: false);
        }

        foreach (var log in _logs.Where(logs => !_placed.Contains(logs.Key)).SelectMany(logs => logs.Value).OrderBy(log => log.Time))
        {
            _rows.Add(new WaterfallRow.OfLog(log, 0, log.Time - _start, null));
        }

        return new(_start, _end - _start, _rows, GapsOf(), roots.Count > 0, missing.Count);
    }

    // Without recursion: a trace may be ten thousand deep.
    private void Place(string top, bool isRoot)
    {
        if (!_placed.Add(top))
        {
            return;
        }

        var open = new Stack<Step>();
        open.Push(new(top, 0, null));
        while (open.TryPop(out var step))
        {
            if (step.FinishedRow is { } index)
            {
                _rows[index] = _rows[index] with { Descendants = _rows.Count - index - 1 };
                continue;
            }

            if (step.Log is { } log)
            {
                _rows.Add(new WaterfallRow.OfLog(log, step.Depth, log.Time - _start, step.ParentKey));
                continue;
            }

            open.Push(step with { FinishedRow = _rows.Count });
            var row = RowOf(step, isRoot);
            _rows.Add(row);
            foreach (var below in Below(step, row.Key))
            {
                open.Push(below);
            }
        }
    }

    /// <returns>Spans and log records below a span, last first: what is pushed last is laid first.</returns>
    private List<Step> Below(Step step, string key)
    {
        var spans = (_children.GetValueOrDefault(step.Id) ?? []).Where(child => _placed.Add(child.SpanId))
            .Select(child => (At: child.Start, Step: new Step(child.SpanId, step.Depth + 1, key)));
        var logs = (_logs.GetValueOrDefault(step.Id) ?? []).Select(log => (At: log.Time, Step: new Step("", step.Depth + 1, key, Log: log)));
        return [.. logs.Concat(spans).OrderBy(item => item.At).Select(item => item.Step).Reverse()];
    }

    private WaterfallRow RowOf(Step step, bool isRoot)
    {
        var children = (_children.GetValueOrDefault(step.Id) ?? []).Select(RangeOf).ToList();
        if (!_spans.TryGetValue(step.Id, out var span))
        {
            var from = children.Min(child => child.From);
            return new WaterfallRow.OfMissing(step.Id, isRoot, step.Depth, from, children.Max(child => child.To) - from, 0);
        }

        var range = RangeOf(span);
        var timing = span.ParentSpanId is { } parent && _spans.TryGetValue(parent, out var parentSpan)
            ? SpanTiming.Of(range, RangeOf(parentSpan))
            : default;
        return new WaterfallRow.OfSpan(span, step.Depth, range.From, step.ParentKey, 0, children.Count == 0 ? [] : TimeRange.Uncovered(range, children), timing);
    }

    private List<TimeRange> GapsOf()
    {
        var whole = new TimeRange(TimeSpan.Zero, _end - _start);
        return TimeRange.Uncovered(whole, _spans.Values.Select(RangeOf)).FindAll(gap => gap.Length >= whole.Length * SmallestGap);
    }

    private TimeRange RangeOf(SpanRecord span) => new(span.Start - _start, span.End - _start);

    private static List<T> ListOf<T>(Dictionary<string, List<T>> lists, string key)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        return list;
    }

    /// <param name="FinishedRow">Set when all below this row has been laid.</param>
    private readonly record struct Step(string Id, int Depth, string? ParentKey, int? FinishedRow = null, LogRecord? Log = null);
}
