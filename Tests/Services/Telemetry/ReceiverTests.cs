using System.Diagnostics;
using System.Net;
using Workshop.Services.Tests.Processes;

namespace Workshop.Services.Tests.Telemetry;

/// <summary>Requests owe nothing to whoever receives telemetry.</summary>
public class ReceiverTests
{
    // OpenTelemetry's queue holds this many spans; what comes when it is full is dropped.
    private const int QueueSize = 2048;
    private const int BatchSize = 512;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task With_a_receiver_that_hangs_requests_are_answered_and_SIGTERM_ends_in_time()
    {
        await using var silent = new SilentListener();
        await using var hello = await StartHello(silent.Uri);
        var watch = Stopwatch.StartNew();

        await Requests(hello, 2 * QueueSize);
        var requests = watch.Elapsed;
        await Eventually.Is(() => silent.Accepted > 0, "the exporter is caught in the receiver", Limit, CancellationToken.None);
        watch.Restart();
        var code = await hello.StopAsync();

        // An exporter that held each request up for its 10 s would need hours; ordinarily it is about a second.
        Assert.InRange(requests, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Equal(0, code);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
        Assert.Equal("", hello.Process.Error);
        Assert.DoesNotContain(" fail ", hello.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_comes_back_gets_data_again_and_no_more_than_was_kept()
    {
        var silent = new SilentListener();
        await using var hello = await StartHello(silent.Uri);
        await Requests(hello, 3 * QueueSize);
        await Eventually.Is(() => silent.Accepted > 0, "the exporter is caught in the receiver", Limit, CancellationToken.None);
        await silent.DisposeAsync();

        await using var collector = await StubCollector.StartAsync(silent.Address);
        var later = 0;
        await Eventually.Is(
            async () =>
            {
                // What waited may have been given up between the two receivers; what happens now must arrive.
                await Requests(hello, 1);
                later++;
                return collector.Spans.Count > 0;
            },
            "the receiver that came back gets spans",
            Limit,
            CancellationToken.None);
        await hello.StopAsync();

        Assert.InRange(collector.Spans.Count, 1, QueueSize + BatchSize + later);
    }

    [Fact]
    public async Task With_no_receiver_at_its_address_nothing_is_said_about_it()
    {
        await using var hello = await StartHello(new Uri($"http://{LoopbackAddress.Next()}:4318"));
        await Requests(hello, 100);

        Assert.Equal(0, await hello.StopAsync());
        Assert.Equal("", hello.Process.Error);
        Assert.DoesNotContain("OpenTelemetry", hello.Process.Output, StringComparison.OrdinalIgnoreCase);
    }

    [SkippableFact]
    public async Task Without_a_receiver_nothing_of_OpenTelemetry_is_loaded()
    {
        LoadedAssemblies.MustBeReadable();
        await using var hello = await RunningService.StartAsync("Services/Hello", ["--secret=x"]);
        await using var sending = await StartHello(new Uri($"http://{LoopbackAddress.Next()}:4318"));

        Assert.DoesNotContain(LoadedAssemblies.Of(hello.Process), name => name.StartsWith("OpenTelemetry.Exporter", StringComparison.Ordinal));
        Assert.Contains("OpenTelemetry.Exporter.OpenTelemetryProtocol.dll", LoadedAssemblies.Of(sending.Process));
    }

    private static Task<RunningService> StartHello(Uri receiver) => RunningService.StartAsync(
        "Services/Hello",
        ["--secret=x"],
        ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.ToString()),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_BSP_SCHEDULE_DELAY", "100"),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "3000"),
        ("Workshop__DrainDelay", "00:00:00"),
        ("Workshop__AccessLog", "off"));

    private static async Task Requests(RunningService service, int count) => await Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = 8 },
        async (_, ct) =>
        {
            using var answer = await service.Http.GetAsync(new Uri("/", UriKind.Relative), ct);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        });
}
