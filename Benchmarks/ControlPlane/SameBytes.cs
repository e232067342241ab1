using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Workshop.Benchmarks.Peers;

namespace Workshop.Benchmarks.ControlPlane;

/// <summary>Kestrel alone, which answers with the bytes that a cluster answered with: what sending them costs.</summary>
internal static class SameBytes
{
    public const string Verb = "same-bytes";
    public const string Ready = "the bytes are served";
    public const string ListPath = "/list";
    public const string ObjectPath = "/object";
    public const string WatchPath = "/watch";
    public const string ListFile = "list.json";
    public const string ObjectFile = "object.json";
    public const string EventFile = "event.json";

    /// <param name="port">On 127.0.0.1, HTTPS, as the API is.</param>
    /// <param name="folder">Has the three files.</param>
    public static async Task RunAsync(int port, string folder)
    {
        var list = await File.ReadAllBytesAsync(Path.Combine(folder, ListFile));
        var one = await File.ReadAllBytesAsync(Path.Combine(folder, ObjectFile));
        var change = await File.ReadAllBytesAsync(Path.Combine(folder, EventFile));
        var watchers = new ConcurrentDictionary<Channel<byte[]>, bool>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(BareForwarder.Certificate());
        }));
        await using var application = builder.Build();
        application.MapGet(ListPath, context => Send(context.Response, list));
        application.MapPut(ObjectPath, async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            foreach (var watcher in watchers.Keys)
            {
                watcher.Writer.TryWrite(change);
            }

            await Send(context.Response, one);
        });
        application.MapGet(WatchPath, async context =>
        {
            var changes = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
            watchers.TryAdd(changes, true);
            try
            {
                context.Response.ContentType = "application/json";
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await foreach (var bytes in changes.Reader.ReadAllAsync(context.RequestAborted))
                {
                    await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                }
            }
            catch (OperationCanceledException)
            {
                // The watcher has gone.
            }
            finally
            {
                watchers.TryRemove(changes, out _);
            }
        });
        await application.StartAsync();
        Console.WriteLine(Ready);
        await Ending.WaitAsync();
    }

    private static async Task Send(HttpResponse response, byte[] bytes)
    {
        response.ContentType = "application/json";
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes);
    }
}
