using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>The telemetry in memory, to be read by pages. Every answer is a snapshot; all methods may be called from any thread.</summary>
public interface ITelemetryStore
{
    /// <value>Who has sent something, by service, then by instance.</value>
    ImmutableArray<ResourceSummary> Resources { get; }

    TelemetryStatus Status { get; }

    TelemetryVersions Versions { get; }

    Page<TraceSummary> Traces(TraceQuery query);

    /// <param name="traceId">In either case.</param>
    /// <returns>Null when it is not (or no longer) kept.</returns>
    TraceRecord? Trace(string traceId);

    Page<LogRecord> Logs(LogQuery query);

    /// <returns>By scope, then by name.</returns>
    ImmutableArray<MetricInstrument> Instruments(ResourceFilter resource);

    /// <param name="key">As <see cref="Instruments"/> gives it.</param>
    /// <param name="resource">To see one instance only.</param>
    /// <param name="from">Inclusive.</param>
    /// <param name="until">Inclusive.</param>
    /// <returns>Null when there is no such instrument (any more).</returns>
    MetricData? Points(InstrumentKey key, ResourceFilter resource, DateTimeOffset from, DateTimeOffset until);

    /// <summary>Calls back when something has changed, at most a few times a second, on a thread of the pool, never twice at once. Subscribe first, then read.</summary>
    /// <param name="changed">Gets the versions of now; compare with those that were shown last. Must not throw.</param>
    /// <returns>Ends the subscription.</returns>
    IDisposable Subscribe(Action<TelemetryVersions> changed);
}
