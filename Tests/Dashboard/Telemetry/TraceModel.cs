using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Tests.Telemetry;

/// <summary>What the shelf of traces should do, in the simplest words: lists, and everything in order of arrival.</summary>
internal sealed class TraceModel(int maxTraces, int maxSpans)
{
    private readonly List<(int Trace, List<ModelSpan> Spans)> _traces = [];

    public long Rejected { get; private set; }

    public void Put(ModelSpan span)
    {
        var at = _traces.FindIndex(one => one.Trace == span.Trace);
        if (at < 0)
        {
            if (_traces.Count == maxTraces)
            {
                _traces.RemoveAt(0);
            }

            _traces.Add((span.Trace, [span]));
        }
        else if (_traces[at].Spans.Any(one => one.Id == span.Id))
        {
            return;
        }
        else if (_traces[at].Spans.Count == maxSpans)
        {
            Rejected++;
        }
        else
        {
            _traces[at].Spans.Add(span);
        }
    }

    /// <summary>As lines, newest start first, the later arrival first where starts are equal.</summary>
    public List<string> Lines(TraceQuery query) =>
    [
        .. Enumerable.Reverse(_traces)
            .Where(one => !query.OnlyErrors || one.Spans.Any(span => span.IsError))
            .Where(one => Length(one.Spans) >= query.MinimumDuration.TotalMilliseconds)
            .Where(one => query.Resource.Service is null || one.Spans.Any(span => span.Service == query.Resource.Service))
            .Where(one => query.Text.Length == 0 || one.Spans.Any(span => span.Name.Contains(query.Text, StringComparison.OrdinalIgnoreCase)))
            .OrderByDescending(one => one.Spans.Min(span => span.From))
            .Select(one => $"{one.Trace}: {Naming(one.Spans).Name}, {Length(one.Spans)} ms, {one.Spans.Count} spans, {one.Spans.Count(span => span.IsError)} errors"),
    ];

    public int Kept => _traces.Sum(one => one.Spans.Count);

    public int KeptOf(string service) => _traces.Sum(one => one.Spans.Count(span => span.Service == service));

    private static int Length(List<ModelSpan> spans) => spans.Max(span => span.From + span.Length) - spans.Min(span => span.From);

    private static ModelSpan Naming(List<ModelSpan> spans) => spans.FirstOrDefault(span => span.Parent == 0) ?? spans.MinBy(span => span.From)!;
}
