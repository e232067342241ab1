using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Workshop.Cluster.Loops;

namespace Workshop.Cluster.Telemetry;

/// <summary>
/// Sends spans and metrics by OTLP, once a receiver is known. It works from bounded queues on threads of its own: a receiver that hangs loses data, and nothing waits for it.
/// </summary>
internal sealed partial class TelemetryExport(ClusterOptions options, ILogger<TelemetryExport> logger) : IHostedService, IDisposable
{
    private const string ServiceName = "workshop-cluster";
    private const int SpanDelayMilliseconds = 1000;
    private const int MetricPeriodMilliseconds = 10_000;

    /// <summary>What a receiver gets to answer a batch, and what is given up at the end.</summary>
    private const int AnswerLimitMilliseconds = 5000;
    private const int FarewellLimitMilliseconds = 1000;

    private readonly Lock _lock = new();
    private TracerProvider? _spans;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Telemetry is { } target)
        {
            SendTo(target);
        }

        return Task.CompletedTask;
    }

    /// <summary>From now on; a second call changes the receiver.</summary>
    /// <exception cref="ClusterException">The protocol is unknown.</exception>
    public void SendTo(ClusterTelemetry target)
    {
        if (target.Protocol is not ("grpc" or "http/protobuf"))
        {
            throw new ClusterException($"Telemetry cannot be sent by '{target.Protocol}'. Give 'grpc' or 'http/protobuf' as the protocol.");
        }

        lock (_lock)
        {
            Close_NeedsLock();
            var resource = ResourceBuilder.CreateEmpty().AddService(ServiceName, serviceVersion: Nodes.NodeObjects.KubeletVersion);
            _spans = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .AddSource(ClusterSpans.Source)
                .AddOtlpExporter(exporter =>
                {
                    Configure(exporter, target, "v1/traces");
                    exporter.BatchExportProcessorOptions = new BatchExportProcessorOptions<System.Diagnostics.Activity>
                    {
                        ScheduledDelayMilliseconds = SpanDelayMilliseconds,
                        ExporterTimeoutMilliseconds = AnswerLimitMilliseconds,
                    };
                })
                .Build();
            _metrics = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource)
                .AddMeter(LoopTelemetry.Source)
                .AddOtlpExporter((exporter, reader) =>
                {
                    Configure(exporter, target, "v1/metrics");
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = MetricPeriodMilliseconds;
                    reader.PeriodicExportingMetricReaderOptions.ExportTimeoutMilliseconds = AnswerLimitMilliseconds;
                })
                .Build();
        }

        LogSending(target.Endpoint, target.Protocol);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            Close_NeedsLock();
        }
    }

    private static void Configure(OtlpExporterOptions exporter, ClusterTelemetry target, string path)
    {
        var isGrpc = target.Protocol == "grpc";
        exporter.Protocol = isGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;

        // An address given in code is taken as it is: the path of the signal belongs to it.
        exporter.Endpoint = isGrpc ? target.Endpoint : new Uri($"{target.Endpoint.AbsoluteUri.TrimEnd('/')}/{path}");
        exporter.Headers = target.Headers;
        exporter.TimeoutMilliseconds = AnswerLimitMilliseconds;
    }

    /// <summary>What is still queued gets a moment, and no more.</summary>
    private void Close_NeedsLock()
    {
        _spans?.Shutdown(FarewellLimitMilliseconds);
        _metrics?.Shutdown(FarewellLimitMilliseconds);
        _spans?.Dispose();
        _metrics?.Dispose();
        (_spans, _metrics) = (null, null);
    }

    [LoggerMessage(3010, LogLevel.Information, "The cluster's spans and metrics go to {Endpoint} by {Protocol}")]
    private partial void LogSending(Uri endpoint, string protocol);
}
