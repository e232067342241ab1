using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using k8s.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Nodes;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Start;

namespace Workshop.Cluster.Network;

/// <summary>
/// Makes Services reachable at their addresses. While a Service has no endpoints nobody listens there, so that a client is refused at once, as in
/// Kubernetes. A port that needs privileges is served 8000 higher, and an event says so.
/// </summary>
internal sealed partial class ServiceProxy(
    IClusterClient client, IEventRecorder events, LoopbackRange range, NodeSet nodes, Informer<V1Service> services, Informer<V1EndpointSlice> slices, TimeProvider time, ILogger<ServiceProxy> logger)
    : IHostedService, IAsyncDisposable
{
    private const string Component = "workshop-proxy";
    private const int UnprivilegedShift = 8000;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IDisposable> _subscriptions = [];
    private readonly Dictionary<IPEndPoint, ProxyBackends> _backends = [];
    private readonly Dictionary<IPEndPoint, ProxyListener> _listeners = [];
    private readonly HashSet<IPEndPoint> _reported = [];
    private readonly ProxyConnections _connections = new(OpenFiles.ForClients()?.Relays);
    private Task _working = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscriptions.Add(services.Subscribe(_ => _changes.Writer.TryWrite(true)));
        _subscriptions.Add(slices.Subscribe(_ => _changes.Writer.TryWrite(true)));
        nodes.Changed += OnNodes;
        _changes.Writer.TryWrite(true);
        _working = Task.Run(WorkAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _subscriptions.ForEach(subscription => subscription.Dispose());
        _subscriptions.Clear();
        nodes.Changed -= OnNodes;
        await _stopping.CancelAsync();
        await _working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var listener in _listeners.Values)
        {
            await listener.DisposeAsync();
        }

        _listeners.Clear();
        await _connections.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stopping.Dispose();
    }

    private void OnNodes() => _changes.Writer.TryWrite(true);

    private async Task WorkAsync()
    {
        while (true)
        {
            var isComplete = true;
            try
            {
                // Taken before the objects are read: a change that comes meanwhile makes another pass.
                _changes.Reader.TryRead(out _);
                AssignExternalAddresses();
                isComplete = await PassAsync();
            }
            catch (Exception e) when (!_stopping.IsCancellationRequested)
            {
                LogFailed(e);
                isComplete = false;
            }

            await WaitAsync(isComplete);
        }
    }

    private async Task WaitAsync(bool isComplete)
    {
        var change = _changes.Reader.WaitToReadAsync(_stopping.Token).AsTask();
        if (isComplete)
        {
            await change;
            return;
        }

        using var retry = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        await Task.WhenAny(change, Task.Delay(RetryDelay, time, retry.Token));
        await retry.CancelAsync();
        _stopping.Token.ThrowIfCancellationRequested();
    }

    private void AssignExternalAddresses()
    {
        foreach (var (service, address) in LoadBalancerPlan.For(services.List(), range))
        {
            var mine = client.Copy(service);
            mine.Status = new V1ServiceStatus
            {
                Conditions = service.Status?.Conditions,
                LoadBalancer = new V1LoadBalancerStatus { Ingress = address is null ? null : [new V1LoadBalancerIngress { Ip = address, IpMode = "VIP" }] },
            };
            try
            {
                if (address is not null)
                {
                    events.Record(service, "Normal", "EnsuringLoadBalancer", "Ensuring load balancer", "service-controller");
                }

                client.UpdateStatus(mine);
                if (address is not null)
                {
                    events.Record(service, "Normal", "EnsuredLoadBalancer", "Ensured load balancer", "service-controller");
                }
            }
            catch (StatusException e) when (e.IsConflict || e.IsNotFound)
            {
                // Its change, or end, brings another pass.
            }
        }
    }

    /// <returns>False: an address could not be had; to be tried again.</returns>
    private async Task<bool> PassAsync()
    {
        var ports = ProxyPlan.For(services.List(), ServiceEndpoints.ByService(slices.List()), [.. nodes.Indexes.Select(index => new NodePlace(NodeObjects.NameOf(index), range.NodeAddress(index)))])
            .Where(port => IPAddress.IsLoopback(port.Address.Address))
            .ToDictionary(port => port.Address);
        foreach (var address in _listeners.Keys.Where(address => !ports.TryGetValue(address, out var port) || port.Endpoints.IsEmpty).ToList())
        {
            _listeners.Remove(address, out var listener);
            await listener!.DisposeAsync();
        }

        foreach (var address in _backends.Keys.Where(address => !ports.ContainsKey(address)).ToList())
        {
            _backends.Remove(address);
            _reported.Remove(address);
        }

        return ports.Values.Aggregate(true, (isComplete, port) => Serve(port) && isComplete);
    }

    private bool Serve(ProxyPort port)
    {
        if (!_backends.TryGetValue(port.Address, out var backends))
        {
            _backends[port.Address] = backends = new ProxyBackends(time);
        }

        backends.Set(port.Endpoints, port.Affinity);
        if (port.Endpoints.IsEmpty || _listeners.ContainsKey(port.Address))
        {
            return true;
        }

        return TryOpen(port, port.Address, backends);
    }

    private bool TryOpen(ProxyPort port, IPEndPoint address, ProxyBackends backends)
    {
        try
        {
            _listeners[port.Address] = ProxyListener.Open(address, backends, _connections, time);
            if (!address.Equals(port.Address))
            {
                Report(port, "Normal", "PortMoved", $"Port {port.Address.Port} needs privileges that this process does not have: {port.Address} is served at {address}");
            }

            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied && address.Equals(port.Address))
        {
            return TryOpen(port, new IPEndPoint(address.Address, address.Port + UnprivilegedShift), backends);
        }
        catch (SocketException e)
        {
            Report(
                port,
                "Warning",
                "PortNotAvailable",
                $"{address} cannot be served ({e.SocketErrorCode}): end the program that listens there or on 0.0.0.0:{address.Port}, or give the Service another port. Tried again every {RetryDelay.TotalSeconds:0} s");
            LogNotAvailable(port.Key, address.ToString(), e.SocketErrorCode);
            return false;
        }
    }

    /// <summary>Once for each address while its Service exists.</summary>
    private void Report(ProxyPort port, string type, string reason, string message)
    {
        if (_reported.Add(port.Address))
        {
            events.Record(port.Service, type, reason, message, Component);
        }
    }

    [LoggerMessage(EventId = 3502, Level = LogLevel.Error, Message = "Services could not be served; tried again in five seconds")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(EventId = 3503, Level = LogLevel.Warning, Message = "Service '{Service}' cannot be served at {Address}: {Error}")]
    private partial void LogNotAvailable(string service, string address, SocketError error);
}
