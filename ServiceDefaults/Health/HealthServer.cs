using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workshop.ServiceDefaults.Listening;

namespace Workshop.ServiceDefaults.Health;

/// <summary>A small Kestrel of its own for health: it answers before the application starts and until its last request is finished.</summary>
internal sealed class HealthServer(ListenPlan plan, HealthApplication application, IServiceProvider services, ILoggerFactory loggers) : IHostedService, IDisposable
{
    private KestrelServer? _server;

    /// <value>Where it listens, once it does: of use where the plan says port 0.</value>
    public IPEndPoint? Address { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false };

        // What operators send here is small, and nobody sends much at once.
        options.Limits.MaxRequestBodySize = 64 * 1024;
        options.Listen(plan.Health, listener => listener.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers);
        _server = new KestrelServer(Options.Create(options), transport, loggers);
        await _server.StartAsync(application, cancellationToken);
        Address = ServerAddress.Of(_server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(), plan.Health);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public void Dispose() => _server?.Dispose();
}
