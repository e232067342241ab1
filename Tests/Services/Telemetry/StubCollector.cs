using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Workshop.Services.Tests.Telemetry;

/// <summary>Takes OTLP over HTTP and keeps what came, by path; strings in protobuf are plain text.</summary>
internal sealed class StubCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string Body)> _received = new();

    private StubCollector(IPAddress address)
    {
        Address = new Uri($"http://{address}:4318");
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(address, 4318));
        _app = builder.Build();
        _app.Run(KeepAsync);
    }

    public Uri Address { get; }

    public static async Task<StubCollector> StartAsync()
    {
        var collector = new StubCollector(LoopbackAddress.Next());
        await collector._app.StartAsync();
        return collector;
    }

    /// <param name="path">Such as <c>/v1/traces</c>.</param>
    public string Received(string path) => string.Concat(_received.Where(one => one.Path == path).Select(one => one.Body));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task KeepAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.Latin1);
        _received.Enqueue((context.Request.Path, await reader.ReadToEndAsync()));
    }
}
