using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Workshop.Benchmarks.Peers;

/// <summary>A receiver of OTLP (http/protobuf) that takes everything and keeps nothing, so that what is measured is the sender's cost.</summary>
internal sealed class TelemetrySink : IAsyncDisposable
{
    private readonly WebApplication _application;
    private long _bytes;

    private TelemetrySink(WebApplication application) => _application = application;

    /// <value>What has come so far.</value>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <value>What tells a service to send everything here.</value>
    public (string Name, string Value)[] Variables =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", _application.Urls.Single()),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
    ];

    public static async Task<TelemetrySink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var sink = new TelemetrySink(builder.Build());
        sink._application.MapPost("/v1/{signal}", sink.TakeAsync);
        await sink._application.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    // An empty message is an export's success.
    private async Task TakeAsync(HttpContext context)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            Interlocked.Add(ref _bytes, read);
        }

        context.Response.ContentType = "application/x-protobuf";
    }
}
