using System.Collections.Immutable;
using Workshop.Dashboard.Telemetry.Packing;

namespace Workshop.Dashboard.Telemetry.Shelves;

/// <summary>A trace at one moment; may be read without the lock, because spans once there never change.</summary>
internal readonly record struct TraceView(UInt128 Id, long Start, long End, int Errors, int Dropped, int RootIndex, int EarliestIndex, ReadOnlyMemory<PackedSpan> Spans)
{
    public TraceSummary Summarize()
    {
        var naming = Spans.Span[RootIndex >= 0 ? RootIndex : EarliestIndex];
        return new TraceSummary(
            TelemetryIds.Text(Id),
            naming.Name,
            naming.Source.Resource.Resource,
            RootIndex >= 0,
            new DateTimeOffset(Start, TimeSpan.Zero),
            new TimeSpan(End - Start),
            Spans.Length,
            Errors,
            Dropped,
            Services());
    }

    public TraceRecord Unpack()
    {
        var id = TelemetryIds.Text(Id);
        var spans = new SpanRecord[Spans.Length];
        for (var i = 0; i < spans.Length; i++)
        {
            spans[i] = Spans.Span[i].Unpack(id);
        }

        // OrderBy is stable: equal starts stay in the order of arrival.
        return new TraceRecord(Summarize(), [.. spans.OrderBy(span => span.Start)]);
    }

    /// <param name="text">Not empty.</param>
    public bool Contains(string text)
    {
        if (text.Length <= 32 && TelemetryIds.Text(Id).StartsWith(text, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        foreach (ref readonly var span in Spans.Span)
        {
            if (span.Contains(text))
            {
                return true;
            }
        }

        return false;
    }

    private ImmutableArray<TraceService> Services()
    {
        var services = new Dictionary<string, (int Spans, int Errors)>(StringComparer.Ordinal);
        foreach (ref readonly var span in Spans.Span)
        {
            var service = span.Source.Resource.Resource.Service;
            var (spans, errors) = services.GetValueOrDefault(service);
            services[service] = (spans + 1, errors + (span.IsError ? 1 : 0));
        }

        return [.. services.Select(one => new TraceService(one.Key, one.Value.Spans, one.Value.Errors)).OrderByDescending(one => one.Spans).ThenBy(one => one.Service, StringComparer.Ordinal)];
    }
}
