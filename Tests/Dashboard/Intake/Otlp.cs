using System.Buffers.Binary;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Opentelemetry.Proto.Collector.Logs.V1;
using Opentelemetry.Proto.Collector.Metrics.V1;
using Opentelemetry.Proto.Collector.Trace.V1;
using Opentelemetry.Proto.Common.V1;
using Opentelemetry.Proto.Logs.V1;
using Opentelemetry.Proto.Metrics.V1;
using Opentelemetry.Proto.Resource.V1;
using Opentelemetry.Proto.Trace.V1;

namespace Workshop.Dashboard.Tests.Intake;

/// <summary>Requests as senders make them, at times counted from one fixed moment.</summary>
internal static class Otlp
{
    private static readonly ulong Noon = (ulong)(TelemetrySamples.Noon - DateTimeOffset.UnixEpoch).Ticks * 100;

    public static ulong Time(double ms) => Noon + (ulong)(ms * 1_000_000);

    public static KeyValue Tag(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    public static KeyValue Value(string key, AnyValue value) => new() { Key = key, Value = value };

    public static ByteString TraceId(UInt128 id)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        return ByteString.CopyFrom(bytes);
    }

    public static ByteString SpanId(ulong id)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        return ByteString.CopyFrom(bytes);
    }

    public static Span Span(UInt128 trace, ulong id, ulong parent = 0, double fromMs = 0, double toMs = 1, string name = "GET /") => new()
    {
        TraceId = TraceId(trace),
        SpanId = SpanId(id),
        ParentSpanId = parent == 0 ? ByteString.Empty : SpanId(parent),
        Name = name,
        Kind = Opentelemetry.Proto.Trace.V1.Span.Types.SpanKind.Server,
        StartTimeUnixNano = Time(fromMs),
        EndTimeUnixNano = Time(toMs),
    };

    public static Resource Resource(string service = "hello", string instance = "hello-1") =>
        new() { Attributes = { Tag("service.name", service), Tag("service.instance.id", instance), Tag("service.version", "1.0.0") } };

    public static Task<ExportTraceServiceResponse> Send(this GrpcChannel channel, ExportTraceServiceRequest request, CallOptions options = default) =>
        new TraceService.TraceServiceClient(channel).ExportAsync(request, options).ResponseAsync;

    public static Task<ExportLogsServiceResponse> Send(this GrpcChannel channel, ExportLogsServiceRequest request) =>
        new LogsService.LogsServiceClient(channel).ExportAsync(request).ResponseAsync;

    public static Task<ExportMetricsServiceResponse> Send(this GrpcChannel channel, ExportMetricsServiceRequest request) =>
        new MetricsService.MetricsServiceClient(channel).ExportAsync(request).ResponseAsync;

    public static ExportTraceServiceRequest Request(params IEnumerable<Span> spans) => Request(Resource(), spans);

    public static ExportTraceServiceRequest Request(Resource resource, params IEnumerable<Span> spans) => new()
    {
        ResourceSpans =
        {
            new ResourceSpans
            {
                Resource = resource,
                ScopeSpans = { new ScopeSpans { Scope = new InstrumentationScope { Name = "Workshop.Hello", Version = "1" }, Spans = { spans } } },
            },
        },
    };

    public static ExportLogsServiceRequest Request(params IEnumerable<LogRecord> logs) => new()
    {
        ResourceLogs = { new ResourceLogs { Resource = Resource(), ScopeLogs = { new ScopeLogs { Scope = new InstrumentationScope { Name = "Workshop.Hello" }, LogRecords = { logs } } } } },
    };

    public static ExportMetricsServiceRequest Request(params IEnumerable<Metric> metrics) => Request(Resource(), metrics);

    public static ExportMetricsServiceRequest Request(Resource resource, params IEnumerable<Metric> metrics) => new()
    {
        ResourceMetrics = { new ResourceMetrics { Resource = resource, ScopeMetrics = { new ScopeMetrics { Scope = new InstrumentationScope { Name = "Workshop.Hello" }, Metrics = { metrics } } } } },
    };
}
