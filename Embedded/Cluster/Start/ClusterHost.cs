using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Access;
using Workshop.Cluster.Api;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Network;

namespace Workshop.Cluster.Start;

/// <summary>Joins the parts of a cluster in one container, with Kestrel in front. Takes state folder, addresses and port first, and gives them back last.</summary>
internal sealed class ClusterHost : IAsyncDisposable
{
    private const int StreamsPerConnection = 250;

    private readonly Stack<IDisposable> _held = new();
    private readonly ClusterOptions _options;
    private IHost? _host;

    private ClusterHost(ClusterOptions options) => _options = options;

    public Uri ApiAddress { get; private set; } = new("https://127.0.0.1");

    public string KubeconfigPath { get; private set; } = "";

    public IServiceProvider Services => _host!.Services;

    /// <param name="addParts">Adds store, registry, loops and so on; hosted services start in this order and stop in the reverse one.</param>
    /// <exception cref="ClusterException">The state folder is in use or cannot be written, or no address or port is free.</exception>
    public static async Task<ClusterHost> StartAsync(ClusterOptions options, ILoggerFactory loggers, TimeProvider time, Action<IServiceCollection> addParts, CancellationToken ct)
    {
        var cluster = new ClusterHost(options);
        try
        {
            await cluster.StartAsync(loggers, time, addParts, ct);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the parts in reverse order of their start; what is not done within <paramref name="limit"/> is broken off.</summary>
    public async Task StopAsync(TimeSpan limit, TimeProvider time, CancellationToken ct)
    {
        if (_host is null)
        {
            return;
        }

        using var end = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, ct);
        await _host.StopAsync(either.Token);
    }

    public async ValueTask DisposeAsync()
    {
        switch (_host)
        {
            case IAsyncDisposable host:
                await host.DisposeAsync();
                break;
            default:
                _host?.Dispose();
                break;
        }

        _host = null;
        while (_held.TryPop(out var held))
        {
            held.Dispose();
        }
    }

    private async Task StartAsync(ILoggerFactory loggers, TimeProvider time, Action<IServiceCollection> addParts, CancellationToken ct)
    {
        var folder = Hold(StateFolder.Open(_options.StateFolder));
        var range = Hold(LoopbackRangeLease.Acquire(folder.Path)).Range;
        var keys = Hold(new KeyFolder(Path.Combine(folder.Path, "pki"), time).Open(ClusterBootstrap.ApiServiceAddress(range)));
        var socket = Hold(ApiSocket.Listen(_options.ApiPort));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        ApiAddress = new Uri($"https://127.0.0.1:{port}");
        KubeconfigPath = Path.Combine(folder.Path, "kubeconfig");

        _host = Build(new ApiFront(socket, keys), services =>
        {
            services.AddSingleton(_options);
            services.AddSingleton(range);
            services.AddSingleton(keys);
            services.AddSingleton(time);
            services.AddSingleton<ILoggerFactory>(new QuietLoggers(loggers));
            services.AddMetrics();
            addParts(services);
        });
        ActivatorUtilities.CreateInstance<ClusterBootstrap>(Services).Run(port);
        Kubeconfig.Write(KubeconfigPath, ApiAddress, keys);
        await _host.StartAsync(ct);
    }

    private static IHost Build(ApiFront front, Action<IServiceCollection> addServices) => new HostBuilder()
        .ConfigureWebHost(
            web => web
                .UseKestrelCore()
                .UseKestrelHttpsConfiguration()
                .ConfigureServices(services =>
                {
                    services.Configure<SocketTransportOptions>(options => options.CreateBoundListenSocket = _ => front.Socket);
                    services.Configure<KestrelServerOptions>(options => Configure(options, front));
                })
                .Configure(app => app.Run(app.ApplicationServices.GetRequiredService<ApiPipeline>().AnswerAsync)),
            options => options.SuppressEnvironmentConfiguration = true)
        .ConfigureServices(services =>
        {
            services.AddSingleton<IHostLifetime, EmbeddedLifetime>();

            // StopAsync's own limit counts; this one must not come first.
            services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(10));
            addServices(services);
        })
        .Build();

    private static void Configure(KestrelServerOptions options, ApiFront front)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = RequestBody.SizeLimit;
        options.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
        options.Listen((IPEndPoint)front.Socket.LocalEndPoint!, listen => listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = front.Keys.Server,

            // Anybody may connect; what a certificate is worth is judged per request, so that a wrong one gets a 401 and not a broken connection.
            ClientCertificateMode = ClientCertificateMode.AllowCertificate,
            ClientCertificateValidation = (_, _, _) => true,
        }));
    }

    private T Hold<T>(T item) where T : IDisposable
    {
        _held.Push(item);
        return item;
    }

    private sealed record ApiFront(Socket Socket, AccessKeys Keys);
}
