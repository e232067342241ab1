using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>Stands in until the intake is here: nothing was ever received.</summary>
internal sealed class EmptyTelemetryStore : ITelemetryStore
{
    private static readonly TelemetryCount Nothing = new(0, 0, 0, 0, 0);

    public ImmutableArray<ResourceSummary> Resources => [];

    public TelemetryStatus Status { get; } = new(Nothing, Nothing, Nothing, Nothing, Nothing, null);

    public TelemetryVersions Versions { get; } = new(0, 0, 0, 0);

    public Page<TraceSummary> Traces(TraceQuery query) => new([], 0);

    public TraceRecord? Trace(string traceId) => null;

    public Page<LogRecord> Logs(LogQuery query) => new([], 0);

    public ImmutableArray<MetricInstrument> Instruments(ResourceFilter resource) => [];

    public MetricData? Points(InstrumentKey key, ResourceFilter resource, DateTimeOffset from, DateTimeOffset until) => null;

    public IDisposable Subscribe(Action<TelemetryVersions> changed) => new Unsubscribed();

    private sealed class Unsubscribed : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
