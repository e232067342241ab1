using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Tests.Intake;

public sealed class RealExporterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static TheoryData<OtlpExportProtocol> Protocols => [OtlpExportProtocol.Grpc, OtlpExportProtocol.HttpProtobuf];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Spans_of_the_exporter_come_in(OtlpExportProtocol protocol)
    {
        await using var host = await IntakeHost.Start();
        using var source = new ActivitySource($"Workshop.Test.{protocol}");
        using var provider = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Who).AddSource(source.Name).AddOtlpExporter(to => Aim(to, host, protocol, "v1/traces")).Build();

        string traceId;
        using (var outer = source.StartActivity("POST /login", ActivityKind.Server)!)
        {
            traceId = outer.TraceId.ToHexString();
            using var inner = source.StartActivity("check password");
            inner!.SetTag("user", "alice").SetTag("tries", 3).AddEvent(new ActivityEvent("checked"));
            inner.SetStatus(ActivityStatusCode.Error, "wrong");
        }

        // On a busy machine the exporter says so while the request is still on its way.
        Assert.True(provider.ForceFlush());
        await Eventually.Is(() => host.Store.Trace(traceId) is not null, "the trace has come in", Patience, CancellationToken.None);
        var trace = host.Store.Trace(traceId)!;
        Assert.Equal(("POST /login", "auth", true, 1), (trace.Summary.Name, trace.Summary.Root.Service, trace.Summary.HasRoot, trace.Summary.Errors));
        var check = trace.Spans.Single(span => span.Name == "check password");
        Assert.Equal(trace.Spans.Single(span => span.ParentSpanId is null).SpanId, check.ParentSpanId);
        Assert.Equal(("wrong", "checked"), (check.StatusMessage, check.Events[0].Name));
        Assert.Contains(new TelemetryTag("tries", "3", TagKind.Whole), check.Attributes);
        Assert.Equal(("auth-1", source.Name), (check.Resource.Instance, check.Scope.Name));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Log_records_of_the_exporter_come_in(OtlpExportProtocol protocol)
    {
        await using var host = await IntakeHost.Start();
        using var source = new ActivitySource($"Workshop.Test.Logs.{protocol}");
        using var listening = Sdk.CreateTracerProviderBuilder().AddSource(source.Name).Build();
        string traceId;
        using (var loggers = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.SetResourceBuilder(Who).AddOtlpExporter(to => Aim(to, host, protocol, "v1/logs"));
        })))
        using (var activity = source.StartActivity("login")!)
        {
            traceId = activity.TraceId.ToHexString();
            loggers.CreateLogger("Workshop.Auth.Login").LogWarning("User '{User}' is not known", "alice");
        }

        await Eventually.Is(() => host.Store.Logs(new LogQuery { TraceId = traceId }).Items.Length > 0, "the record has come in", Patience, CancellationToken.None);
        var log = Assert.Single(host.Store.Logs(new LogQuery { TraceId = traceId }).Items);
        Assert.Equal(("User 'alice' is not known", "User '{User}' is not known", LogSeverity.Warning), (log.Message, log.Template, log.Severity));
        Assert.Equal(("Workshop.Auth.Login", "auth"), (log.Scope.Name, log.Resource.Service));
        Assert.Equal([new TelemetryTag("User", "alice")], log.Attributes.ToArray());
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Metrics_of_the_exporter_come_in(OtlpExportProtocol protocol)
    {
        await using var host = await IntakeHost.Start();
        using var meter = new Meter($"Workshop.Test.{protocol}");
        using var provider = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(Who)
            .AddMeter(meter.Name)
            .AddView("sizes", new Base2ExponentialBucketHistogramConfiguration())
            .AddOtlpExporter((to, _) => Aim(to, host, protocol, "v1/metrics"))
            .Build();
        meter.CreateCounter<long>("logins", "{login}", "Logins that were tried").Add(5, KeyValuePair.Create<string, object?>("outcome", "ok"));
        meter.CreateHistogram("durations", "s", "", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] }).Record(1.5);
        meter.CreateHistogram<double>("sizes").Record(100);
        meter.CreateObservableGauge("users", () => 7);

        Assert.True(provider.ForceFlush());

        var instruments = host.Store.Instruments(new ResourceFilter("auth"));
        Assert.Equal(
            [("durations", InstrumentKind.Histogram), ("logins", InstrumentKind.Sum), ("sizes", InstrumentKind.ExponentialHistogram), ("users", InstrumentKind.Gauge)],
            instruments.Select(one => (one.Key.Name, one.Kind)));
        Assert.Equal(("{login}", "Logins that were tried", Temporality.Cumulative, true), (instruments[1].Unit, instruments[1].Description, instruments[1].Temporality, instruments[1].IsMonotonic));
        var logins = Points(host, instruments[1]);
        Assert.Equal([new TelemetryTag("outcome", "ok")], logins.Attributes.ToArray());
        Assert.Equal(5, Assert.IsType<NumberPoint>(Assert.Single(logins.Points)).Value);
        var durations = Assert.IsType<HistogramPoint>(Assert.Single(Points(host, instruments[0]).Points));
        Assert.Equal([1, 2], durations.Bounds.ToArray());
        Assert.Equal([0, 1, 0], durations.BucketCounts.ToArray());
        Assert.Equal(1.5, durations.Max);
        var sizes = Assert.IsType<ExponentialHistogramPoint>(Assert.Single(Points(host, instruments[2]).Points));
        Assert.Equal((1, 1), (sizes.Count, sizes.PositiveCounts.Sum()));
    }

    private static ResourceBuilder Who => ResourceBuilder.CreateEmpty().AddService("auth", serviceInstanceId: "auth-1");

    private static MetricSeries Points(IntakeHost host, MetricInstrument instrument) =>
        Assert.Single(host.Store.Points(instrument.Key, ResourceFilter.Any, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)!.Series);

    private static void Aim(OtlpExporterOptions exporter, IntakeHost host, OtlpExportProtocol protocol, string path)
    {
        exporter.Protocol = protocol;
        exporter.Endpoint = protocol == OtlpExportProtocol.Grpc ? host.Grpc : new Uri(host.Http, path);
        exporter.Headers = $"x-otlp-api-key={IntakeHost.Key}";
    }
}
