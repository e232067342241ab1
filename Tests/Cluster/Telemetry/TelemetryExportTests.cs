using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster.Telemetry;

namespace Workshop.Cluster.Tests.Telemetry;

public sealed class TelemetryExportTests
{
    [Fact]
    public async Task Spans_arrive_at_the_receiver_with_its_key_and_the_clusters_name()
    {
        var received = new ConcurrentQueue<(string Path, string? Key, string Body)>();
        await using var receiver = await ReceiveAsync(received);
        using var export = new TelemetryExport(new ClusterOptions { StateFolder = "unused" }, NullLogger<TelemetryExport>.Instance);
        export.SendTo(new ClusterTelemetry { Endpoint = new Uri(receiver.Urls.First()), Protocol = "http/protobuf", Headers = "x-otlp-api-key=secret-of-the-test" });
        using var spans = new ClusterSpans();
        ClusterSpans.End(spans.Root("a span of the export test", null, DateTimeOffset.UnixEpoch), DateTimeOffset.UnixEpoch.AddSeconds(1));

        await Eventually.Is(() => received.Any(request => request.Body.Contains("a span of the export test", StringComparison.Ordinal)), "the span has arrived", TimeSpan.FromSeconds(20), CancellationToken.None);
        var batch = received.First(request => request.Body.Contains("a span of the export test", StringComparison.Ordinal));
        Assert.Equal("/v1/traces", batch.Path);
        Assert.Equal("secret-of-the-test", batch.Key);
        Assert.Contains("workshop-cluster", batch.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_hangs_holds_nobody_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var export = new TelemetryExport(new ClusterOptions { StateFolder = "unused" }, NullLogger<TelemetryExport>.Instance);
        export.SendTo(new ClusterTelemetry { Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}") });
        using var spans = new ClusterSpans();
        var watch = Stopwatch.StartNew();
        foreach (var number in Enumerable.Range(0, 5000))
        {
            ClusterSpans.End(spans.Root($"span {number}", null, DateTimeOffset.UnixEpoch), DateTimeOffset.UnixEpoch);
        }

        await export.StopAsync(CancellationToken.None);

        // Two farewells of a second each at most, and a busy machine.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }

    [Fact]
    public void An_unknown_protocol_is_refused_by_name()
    {
        using var export = new TelemetryExport(new ClusterOptions { StateFolder = "unused" }, NullLogger<TelemetryExport>.Instance);

        var refusal = Assert.Throws<ClusterException>(() => export.SendTo(new ClusterTelemetry { Endpoint = new Uri("http://127.0.0.1:1"), Protocol = "carrier-pigeon" }));

        Assert.Contains("'carrier-pigeon'", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> ReceiveAsync(ConcurrentQueue<(string Path, string? Key, string Body)> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            received.Enqueue((http.Request.Path, http.Request.Headers["x-otlp-api-key"], Encoding.Latin1.GetString(body.ToArray())));
            http.Response.StatusCode = StatusCodes.Status200OK;
        });
        await app.StartAsync();
        return app;
    }
}
