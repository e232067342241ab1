using System.Net.Http.Headers;
using Google.Protobuf;
using Opentelemetry.Proto.Collector.Logs.V1;
using Opentelemetry.Proto.Common.V1;
using Opentelemetry.Proto.Logs.V1;
using Opentelemetry.Proto.Metrics.V1;
using Opentelemetry.Proto.Trace.V1;
using Workshop.Dashboard.Tests.Browser;
using Workshop.Dashboard.Tests.Intake;

namespace Workshop.Dashboard.Tests.Pages;

/// <summary>A running dashboard to which a small application has told what it did: a login, a failure, a rollout that goes on, its log and its metrics.</summary>
public sealed class FilledDashboard : IAsyncLifetime
{
    public const string Login = "00000000000000000000000000000001";
    public const string Failure = "00000000000000000000000000000002";
    public const string Rollout = "00000000000000000000000000000003";

    private const string ApiKey = "exporter-0123456789abcdef";

    // The numbers of OTLP.
    internal const int Info = 9;
    internal const int Warning = 13;
    internal const int Error = 17;

    // A minute and a half ago, so that all of it is in the past.
    private static readonly DateTimeOffset Moment = TimeProvider.System.GetUtcNow().AddSeconds(-90);

    private RunningDashboard? _dashboard;

    internal RunningDashboard Dashboard => _dashboard ?? throw new InvalidOperationException("The dashboard has not been started.");

    public async Task InitializeAsync()
    {
        _dashboard = await RunningDashboard.Start(("Workshop__Otlp__ApiKey", ApiKey));
        await SendSpans("gateway", Named(1, 1, 0, 0, 90, "POST /login"), Named(1, 2, 1, 2, 88, "POST auth"), Failed(2, 1, 200, 240, "POST /login"), Named(3, 2, 1, 0, 20_000, "replicaset hello-6f7d9c"),
            Named(3, 3, 2, 300, 4_000, "pod hello-6f7d9c-abcde starts"), Named(3, 4, 1, 40_000, 60_000, "pod hello-5c8b7d-fghij ends"));
        await SendSpans("auth", WithSecret(Named(1, 3, 2, 4, 86, "POST /login")));
        await SendSpans("redis", Named(1, 4, 3, 8, 12, "GET user"), Named(1, 5, 3, 70, 75, "SETEX login"));
        await SendLogs("auth", Record(1, 3, 80, Info, "User 'ann' has logged in"), Record(2, 1, 230, Error, "The password of 'bob' is wrong"), Record(0, 0, 300, Warning, "Redis answers slowly"));
        await Post("metrics", Otlp.Request(Otlp.Resource("auth", "auth-1"), Durations(), Heap()));
    }

    public async Task DisposeAsync()
    {
        if (_dashboard is not null)
        {
            await _dashboard.DisposeAsync();
        }
    }

    internal Task SendSpans(string service, params IEnumerable<Span> spans) => Post("traces", Otlp.Request(Otlp.Resource(service, service + "-1"), spans));

    internal Task SendLogs(string service, params IEnumerable<LogRecord> records) => Post("logs", new ExportLogsServiceRequest
    {
        ResourceLogs = { new ResourceLogs { Resource = Otlp.Resource(service, service + "-1"), ScopeLogs = { new ScopeLogs { Scope = new InstrumentationScope { Name = "Workshop.Auth" }, LogRecords = { records } } } } },
    });

    internal static Span Named(UInt128 trace, ulong id, ulong parent, double fromMs, double toMs, string name)
    {
        var span = Otlp.Span(trace, id, parent, fromMs, toMs, name);
        (span.StartTimeUnixNano, span.EndTimeUnixNano) = (At(fromMs), At(toMs));
        return span;
    }

    internal static LogRecord Record(UInt128 trace, ulong span, double atMs, int severity, string message) => new()
    {
        TimeUnixNano = At(atMs),
        SeverityNumber = severity,
        Body = new AnyValue { StringValue = message },
        TraceId = trace == 0 ? ByteString.Empty : Otlp.TraceId(trace),
        SpanId = span == 0 ? ByteString.Empty : Otlp.SpanId(span),
    };

    private static Span Failed(UInt128 trace, ulong id, double fromMs, double toMs, string name)
    {
        var span = Named(trace, id, 0, fromMs, toMs, name);
        span.Status = new Status { Code = Status.Types.StatusCode.Error, Message = "401" };
        return span;
    }

    private static Span WithSecret(Span span)
    {
        span.Attributes.Add(Otlp.Tag("http.request.header.authorization", "Basic aHVudGVyMjpodW50ZXIy"));
        return span;
    }

    private static Metric Durations() => new()
    {
        Name = "http.server.request.duration",
        Unit = "s",
        Description = "Duration of HTTP server requests.",
        Histogram = new Histogram { AggregationTemporality = AggregationTemporality.Cumulative, DataPoints = { Enumerable.Range(0, 24).Select(DurationsAt) } },
    };

    private static HistogramDataPoint DurationsAt(int i) => new()
    {
        StartTimeUnixNano = At(-180_000),
        TimeUnixNano = At(-120_000 + (i * 7_000)),
        Count = (ulong)(30 * i),
        BucketCounts = { (ulong)(10 * i), (ulong)(12 * i), (ulong)(7 * i), (ulong)i },
        ExplicitBounds = { 0.01, 0.05, 0.1 },
        Exemplars = { new Exemplar { TimeUnixNano = At(-120_000 + (i * 7_000)), AsDouble = 0.086, TraceId = Otlp.TraceId(1), SpanId = Otlp.SpanId(3) } },
    };

    private static Metric Heap() => new()
    {
        Name = "dotnet.gc.heap.size",
        Unit = "By",
        Gauge = new Gauge
        {
            DataPoints =
            {
                Enumerable.Range(0, 48).Select(i => new NumberDataPoint
                {
                    TimeUnixNano = At(-120_000 + (i / 2 * 7_000)), AsDouble = 4e6 * (1 + (i % 2)) * (1.5 + Math.Sin(i / 6d)), Attributes = { Otlp.Tag("gc.heap.generation", $"gen{i % 2}") },
                }),
            },
        },
    };

    private async Task Post(string signal, IMessage request)
    {
        using var content = new ByteArrayContent(request.ToByteArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("x-otlp-api-key", ApiKey);
        using var answer = await client.PostAsync(new Uri(Dashboard.OtlpHttp, "/v1/" + signal), content);
        answer.EnsureSuccessStatusCode();
    }

    private static ulong At(double ms) => (ulong)(Moment.AddMilliseconds(ms) - DateTimeOffset.UnixEpoch).Ticks * 100;
}
