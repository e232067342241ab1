using System.Collections.Immutable;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Tests;

/// <summary>A store that holds what a test puts into it and counts how often it is asked.</summary>
internal sealed class SampleStore : ITelemetryStore
{
    private readonly List<Action<TelemetryVersions>> _followers = [];

    public ImmutableArray<ResourceSummary> Resources { get; set; } = [];

    public ImmutableArray<TraceSummary> TraceList { get; set; } = [];

    public ImmutableArray<LogRecord> LogList { get; set; } = [];

    public Dictionary<string, TraceRecord> Whole { get; } = [];

    public ImmutableArray<MetricData> Metrics { get; set; } = [];

    public LogQuery? LastLogQuery { get; private set; }

    public TraceQuery? LastTraceQuery { get; private set; }

    public int Readings { get; private set; }

    public int Followers => _followers.Count;

    public TelemetryStatus Status => new(Count(TraceList.Length), Count(0) with { Rejected = RefusedSpans }, Count(LogList.Length), Count(0), Count(0), "Too many resources.");

    public long RefusedSpans { get; set; }

    public TelemetryVersions Versions { get; private set; } = new(0, 0, 0, 0);

    public Page<TraceSummary> Traces(TraceQuery query)
    {
        (LastTraceQuery, Readings) = (query, Readings + 1);
        return new([.. TraceList.Skip(query.Skip).Take(query.Take)], TraceList.Length);
    }

    public TraceRecord? Trace(string traceId) => Whole.GetValueOrDefault(traceId);

    public Page<LogRecord> Logs(LogQuery query)
    {
        (LastLogQuery, Readings) = (query, Readings + 1);
        var matching = LogList.Where(log => query.TraceId is null || log.TraceId == query.TraceId).ToList();
        return new([.. matching.Skip(query.Skip).Take(query.Take)], matching.Count);
    }

    public ImmutableArray<MetricInstrument> Instruments(ResourceFilter resource) => [.. Metrics.Select(data => data.Instrument)];

    public MetricData? Points(InstrumentKey key, ResourceFilter resource, DateTimeOffset from, DateTimeOffset until) =>
        Metrics.FirstOrDefault(data => data.Instrument.Key == key);

    public IDisposable Subscribe(Action<TelemetryVersions> changed)
    {
        _followers.Add(changed);
        return new Subscription(() => _followers.Remove(changed));
    }

    /// <summary>Something of every kind has come.</summary>
    public void Change()
    {
        Versions = new(Versions.Resources + 1, Versions.Traces + 1, Versions.Logs + 1, Versions.Metrics + 1);
        Announce();
    }

    /// <summary>Calls who follows, though nothing is new.</summary>
    public void Announce() => _followers.ToList().ForEach(follower => follower(Versions));

    private static TelemetryCount Count(long kept) => new(kept, 10_000, kept, 0, 0);

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
