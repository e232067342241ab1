using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Workshop.Services.Tests.Telemetry;

/// <summary>Takes OTLP, over HTTP on port 4318 and over gRPC on 4317, and keeps what came.</summary>
internal sealed class StubCollector : IAsyncDisposable
{
    private const int GrpcPrefix = 5;

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, byte[] Body, string? ApiKey)> _received = new();

    private StubCollector(IPAddress address)
    {
        (Http, Grpc) = (new Uri($"http://{address}:4318"), new Uri($"http://{address}:4317"));
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(address, 4318);
            kestrel.Listen(address, 4317, listener => listener.Protocols = HttpProtocols.Http2);
        });
        _app = builder.Build();
        _app.Run(KeepAsync);
    }

    public Uri Http { get; }

    public Uri Grpc { get; }

    /// <value>The spans that came so far, either way.</value>
    public IReadOnlyList<ReceivedSpan> Spans => [.. Bodies("trace").SelectMany(ReceivedSpan.Of)];

    /// <value>What the header <c>x-otlp-api-key</c> said, each time.</value>
    public IReadOnlyList<string?> ApiKeys => [.. _received.Select(one => one.ApiKey)];

    public static Task<StubCollector> StartAsync() => StartAsync(LoopbackAddress.Next());

    public static async Task<StubCollector> StartAsync(IPAddress address)
    {
        var collector = new StubCollector(address);
        await collector._app.StartAsync();
        return collector;
    }

    /// <returns>The variables that send everything here by HTTP, only at the end of the process unless it is much.</returns>
    public (string Name, string Value)[] Variables() =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", Http.ToString()),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_BSP_SCHEDULE_DELAY", "600000"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "600000"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "600000"),
        ("Workshop__DrainDelay", "00:00:00"),
    ];

    /// <param name="signal">Such as <c>trace</c>: a part of the path.</param>
    /// <returns>All that came; strings in protobuf are plain text.</returns>
    public string Text(string signal) => string.Concat(Bodies(signal).Select(Encoding.Latin1.GetString));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IEnumerable<byte[]> Bodies(string signal) => _received.Where(one => one.Path.Contains(signal, StringComparison.OrdinalIgnoreCase)).Select(one => one.Body);

    private async Task KeepAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var isGrpc = context.Request.ContentType is "application/grpc";
        _received.Enqueue((context.Request.Path, body.ToArray()[(isGrpc ? GrpcPrefix : 0)..], context.Request.Headers["x-otlp-api-key"]));
        context.Response.ContentType = context.Request.ContentType;
        if (isGrpc)
        {
            await context.Response.Body.WriteAsync(new byte[GrpcPrefix]);
            context.Response.AppendTrailer("grpc-status", "0");
        }
    }
}
