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
using Workshop.Cluster.Loops.Definitions;
using Workshop.Cluster.Network;
using Workshop.Cluster.Nodes.Processes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Start;

/// <summary>Joins the parts of a cluster in one container, with Kestrel in front. Takes state folder, addresses and port first, and gives them back last.</summary>
internal sealed partial class ClusterHost : IAsyncDisposable
{
    private const int StreamsPerConnection = 250;
    private static readonly TimeSpan DisposalLimit = TimeSpan.FromSeconds(10);

    private readonly Stack<IDisposable> _held = new();
    private readonly ClusterOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private IHost? _host;
    private bool _isStopped;

    private ClusterHost(ClusterOptions options, ILoggerFactory loggers, TimeProvider time) => (_options, _logger, _time) = (options, loggers.CreateLogger<ClusterHost>(), time);

    public Uri ApiAddress { get; private set; } = new("https://127.0.0.1");

    public string KubeconfigPath { get; private set; } = "";

    public IServiceProvider Services => _host!.Services;

    /// <param name="addParts">Adds store, registry, loops and so on; hosted services start in this order and stop in the reverse one.</param>
    /// <exception cref="ClusterException">The state folder is in use or cannot be written, or no address or port is free.</exception>
    public static async Task<ClusterHost> StartAsync(ClusterOptions options, ILoggerFactory loggers, TimeProvider time, Action<IServiceCollection> addParts, CancellationToken ct)
    {
        var cluster = new ClusterHost(options, loggers, time);
        try
        {
            await cluster.StartAsync(loggers, addParts, ct);
            return cluster;
        }
        catch (Exception failure)
        {
            await cluster.GiveUpAsync(failure);
            throw;
        }
    }

    /// <summary>Ends the parts in reverse order of their start; what is not done within <paramref name="limit"/> is broken off. A second call does nothing.</summary>
    public async Task StopAsync(TimeSpan limit, CancellationToken ct)
    {
        if (_host is null || _isStopped)
        {
            return;
        }

        _isStopped = true;
        using var end = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, ct);
        try
        {
            await _host.StopAsync(either.Token);
        }
        catch (Exception e) when (either.IsCancellationRequested)
        {
            LogBrokenOff(e, limit.TotalSeconds);
        }
    }

    /// <summary>Stops what still runs first: no pod's process may outlive its cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(DisposalLimit, CancellationToken.None);
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

    private async Task StartAsync(ILoggerFactory loggers, Action<IServiceCollection> addParts, CancellationToken ct)
    {
        OpenFiles.Demand();
        var folder = Hold(StateFolder.Open(_options.StateFolder));

        // Before addresses are leased: what a killed predecessor left still listens in the range that is to be had again.
        await new ProcessLedger(_options, _time, loggers.CreateLogger<ProcessLedger>()).EndLeftoversAsync(ct);
        if (_options.StartsEmpty)
        {
            folder.Empty();
        }

        KubeconfigPath = Path.Combine(folder.Path, "kubeconfig");
        PrivateFiles.DemandKubeconfig(KubeconfigPath, Path.Combine(folder.Path, "pki"));
        var range = Hold(LoopbackRangeLease.Acquire(folder.Path)).Range;
        var keys = Hold(new KeyFolder(Path.Combine(folder.Path, "pki"), _time).Open(ClusterBootstrap.ApiServiceAddress(range)));
        var socket = Hold(ApiSocket.Listen(_options.ApiPort));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        ApiAddress = new Uri($"https://127.0.0.1:{port}");

        _host = Build(new ApiFront(socket, keys), services =>
        {
            services.AddSingleton(_options.With(_options.Images.WithClusterKey(keys.ImageKey)));
            services.AddSingleton(range);
            services.AddSingleton(keys);
            services.AddSingleton(_time);
            services.AddSingleton<ILoggerFactory>(new QuietLoggers(loggers));
            services.AddMetrics();
            addParts(services);
        });
        ActivatorUtilities.CreateInstance<AddressMove>(Services).Run();
        ActivatorUtilities.CreateInstance<ClusterBootstrap>(Services).Run(port);
        ActivatorUtilities.CreateInstance<RbacBootstrap>(Services).Run();
        ActivatorUtilities.CreateInstance<PriorityBootstrap>(Services).Run();
        ActivatorUtilities.CreateInstance<StorageBootstrap>(Services).Run();
        new DefinitionBootstrap(Services.GetRequiredService<IObjectRegistry>(), ActivatorUtilities.CreateInstance<DefinitionReconciler>(Services)).Run();
        Kubeconfig.Write(KubeconfigPath, ApiAddress, keys);
        await _host.StartAsync(ct);
    }

    // What goes wrong on the way back must not hide why the start failed.
    private async Task GiveUpAsync(Exception failure)
    {
        try
        {
            await DisposeAsync();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogNotUndone(e, failure.Message);
        }
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
                .Configure(app => app.UseWebSockets().Run(app.ApplicationServices.GetRequiredService<ApiPipeline>().AnswerAsync)),
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
        var most = OpenFiles.ForClients();
        options.Limits.MaxConcurrentConnections = most?.Requests;
        options.Limits.MaxConcurrentUpgradedConnections = most?.Streams;
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

    [LoggerMessage(3003, LogLevel.Warning, "The cluster did not end within {Seconds} s: what was left has been broken off.")]
    private partial void LogBrokenOff(Exception e, double seconds);

    [LoggerMessage(3004, LogLevel.Warning, "The cluster could not start ({Failure}), and not everything that it had begun could be ended.")]
    private partial void LogNotUndone(Exception e, string failure);

    private sealed record ApiFront(Socket Socket, AccessKeys Keys);
}
