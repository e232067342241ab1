using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Workshop.Dashboard.Telemetry.Shelves;

namespace Workshop.Dashboard.Telemetry;

/// <summary>The telemetry in memory. One writer puts batches in; any number of readers take snapshots. The lock is held while references are collected, never while they are unpacked.</summary>
internal sealed class TelemetryStore(IOptions<TelemetryOptions> options, ChangeFeed feed) : ITelemetryStore
{
    private readonly Lock _lock = new();
    private readonly TelemetryShelves _shelves = new(options.Value);
    private string? _lastRejection;

    public TelemetryVersions Versions => feed.Versions;

    public ImmutableArray<ResourceSummary> Resources
    {
        get
        {
            lock (_lock)
            {
                return _shelves.Resources.All();
            }
        }
    }

    public TelemetryStatus Status
    {
        get
        {
            var limits = options.Value;
            lock (_lock)
            {
                return new TelemetryStatus(
                    _shelves.Traces.Traces.Count(limits.MaxTraces),
                    _shelves.Traces.Spans.Count((long)limits.MaxTraces * limits.MaxSpansPerTrace),
                    _shelves.Logs.Logs.Count(limits.MaxLogs),
                    _shelves.Metrics.Points.Count(limits.MaxPoints),
                    new TelemetryCount(_shelves.Traces.Bytes + _shelves.Logs.Bytes + _shelves.Metrics.Bytes, 3L * limits.MaxMegabytes * 1024 * 1024, 0, 0, 0),
                    _lastRejection);
            }
        }
    }

    public Page<TraceSummary> Traces(TraceQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        List<TraceView> found;
        lock (_lock)
        {
            found = _shelves.Traces.Find(query);
        }

        if (query.Text.Length > 0)
        {
            found.RemoveAll(trace => !trace.Contains(query.Text));
        }

        // The order of arrival decides between equal starts.
        found.Reverse();
        return PageOf(found.OrderByDescending(trace => trace.Start), found.Count, query.Skip, query.Take, trace => trace.Summarize());
    }

    public TraceRecord? Trace(string traceId)
    {
        ArgumentNullException.ThrowIfNull(traceId);
        if (!TelemetryIds.TryTrace(traceId, out var id))
        {
            return null;
        }

        TraceView? found;
        lock (_lock)
        {
            found = _shelves.Traces.Find(id);
        }

        return found?.Unpack();
    }

    public Page<LogRecord> Logs(LogQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        List<(long Id, Packing.PackedLog Log)> found;
        lock (_lock)
        {
            found = _shelves.Logs.Find(query);
        }

        if (query.Text.Length > 0)
        {
            found.RemoveAll(one => !one.Log.Contains(query.Text));
        }

        return PageOf(found, found.Count, query.Skip, query.Take, one => one.Log.Unpack(one.Id));
    }

    public ImmutableArray<MetricInstrument> Instruments(ResourceFilter resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        lock (_lock)
        {
            return _shelves.Metrics.Instruments(resource);
        }
    }

    public MetricData? Points(InstrumentKey key, ResourceFilter resource, DateTimeOffset from, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(resource);
        lock (_lock)
        {
            return _shelves.Metrics.Find(key, resource, from, until);
        }
    }

    public IDisposable Subscribe(Action<TelemetryVersions> changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        return feed.Subscribe(changed);
    }

    /// <summary>Puts a batch on the shelves: all of it at once for every reader.</summary>
    /// <param name="kind">What it is of.</param>
    /// <param name="write">Does it, under the lock; must not throw.</param>
    public WriteOutcome Write(TelemetryKind kind, Func<TelemetryShelves, WriteOutcome> write)
    {
        WriteOutcome outcome;
        lock (_lock)
        {
            outcome = write(_shelves);
            _shelves.Strings.Turn();
            CountRejected_NeedsLock(kind, outcome);
        }

        feed.Changed(versions => kind switch
        {
            TelemetryKind.Traces => versions with { Resources = versions.Resources + 1, Traces = versions.Traces + 1 },
            TelemetryKind.Logs => versions with { Resources = versions.Resources + 1, Logs = versions.Logs + 1 },
            _ => versions with { Resources = versions.Resources + 1, Metrics = versions.Metrics + 1 },
        });
        return outcome;
    }

    private void CountRejected_NeedsLock(TelemetryKind kind, WriteOutcome outcome)
    {
        if (outcome.Rejected == 0)
        {
            return;
        }

        _lastRejection = outcome.Reason;
        var counter = kind switch
        {
            TelemetryKind.Traces => _shelves.Traces.Spans,
            TelemetryKind.Logs => _shelves.Logs.Logs,
            _ => _shelves.Metrics.Points,
        };
        counter.Reject(outcome.Rejected);
    }

    private static Page<TResult> PageOf<TFound, TResult>(IEnumerable<TFound> found, int total, int skip, int take, Func<TFound, TResult> unpack) =>
        new([.. found.Skip(skip).Take(take).Select(unpack)], total);
}
