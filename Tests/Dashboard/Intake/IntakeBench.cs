using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Workshop.Dashboard.Intake.Decoding;
using Workshop.Dashboard.Intake.Wire;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Tests.Intake;

/// <summary>The intake without its doors: a request's bytes go into a store, on this thread.</summary>
internal sealed class IntakeBench : IDisposable
{
    private readonly ChangeFeed _feed;
    private readonly Dictionary<TelemetryKind, ItemDecoder> _decoders;

    public IntakeBench(TelemetryOptions? limits = null)
    {
        limits ??= new TelemetryOptions();
        _feed = new ChangeFeed(Clock, NullLogger<ChangeFeed>.Instance);
        Store = new TelemetryStore(Options.Create(limits), _feed);
        var tags = new TagReader(limits);
        var sources = new SourceReader(tags, Clock);
        _decoders = new()
        {
            [TelemetryKind.Traces] = new SpanDecoder(limits, tags, sources),
            [TelemetryKind.Logs] = new LogDecoder(tags, sources, Clock),
            [TelemetryKind.Metrics] = new MetricDecoder(limits, tags, sources),
        };
    }

    public FakeTimeProvider Clock { get; } = new(TelemetrySamples.Noon);

    public TelemetryStore Store { get; }

    public WriteOutcome Put(TelemetryKind kind, byte[] request)
    {
        OtlpShapes.Of(kind).Check(request);
        return Store.Write(kind, shelves => _decoders[kind].Decode(shelves, request));
    }

    public WriteOutcome Put(Opentelemetry.Proto.Collector.Trace.V1.ExportTraceServiceRequest request) => Put(TelemetryKind.Traces, request.ToByteArray());

    public WriteOutcome Put(Opentelemetry.Proto.Collector.Logs.V1.ExportLogsServiceRequest request) => Put(TelemetryKind.Logs, request.ToByteArray());

    public WriteOutcome Put(Opentelemetry.Proto.Collector.Metrics.V1.ExportMetricsServiceRequest request) => Put(TelemetryKind.Metrics, request.ToByteArray());

    public void Dispose() => _feed.Dispose();
}
