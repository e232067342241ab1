using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Workshop.Gateway.Tests;

/// <summary>A well-behaved backend in the test's own process, on a pod's address.</summary>
internal sealed class KestrelBackend : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, Dictionary<string, string> Headers)> _requests;

    private KestrelBackend(WebApplication app, IPEndPoint address, ConcurrentQueue<(string Path, Dictionary<string, string> Headers)> requests) =>
        (_app, Address, _requests) = (app, address, requests);

    public IPEndPoint Address { get; }

    /// <value>Every request that came, with its headers.</value>
    public IReadOnlyCollection<(string Path, Dictionary<string, string> Headers)> Requests => _requests;

    public static Task<KestrelBackend> Saying(string text) => Start(context => context.Response.WriteAsync(text));

    public static async Task<KestrelBackend> Start(RequestDelegate serve)
    {
        var address = new IPEndPoint(LoopbackAddress.Next(), 8080);
        var requests = new ConcurrentQueue<(string, Dictionary<string, string>)>();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(address));
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(context =>
        {
            requests.Enqueue((context.Request.Path + context.Request.QueryString, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            return serve(context);
        });
        await app.StartAsync();
        return new KestrelBackend(app, address, requests);
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }
}
