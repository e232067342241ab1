using System.Net;
using System.Net.Sockets;

namespace Workshop.Cluster.Network;

/// <summary>Listens at one address of a Service and relays each connection to one of its endpoints.</summary>
internal sealed class ProxyListener : IAsyncDisposable
{
    // As many as Linux lets wait to be accepted: the kernel's own forwarding in a real cluster has no such queue at all.
    private const int Backlog = 4096;

    private static readonly TimeSpan WithoutFiles = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);

    private readonly Socket _socket;
    private readonly ProxyBackends _backends;
    private readonly ProxyConnections _connections;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;

    private ProxyListener(Socket socket, ProxyBackends backends, ProxyConnections connections, TimeProvider time)
    {
        (_socket, _backends, _connections, _time) = (socket, backends, connections, time);
        _accepting = AcceptAsync();
    }

    /// <summary>Where it really listens.</summary>
    public IPEndPoint Address => (IPEndPoint)_socket.LocalEndPoint!;

    /// <exception cref="SocketException">The address cannot be had: in use, or only with privileges.</exception>
    public static ProxyListener Open(IPEndPoint address, ProxyBackends backends, ProxyConnections connections, TimeProvider time)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(address);
            socket.Listen(Backlog);
            return new ProxyListener(socket, backends, connections, time);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Takes no more connections; those that there are go on until their ends close them.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _socket.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _socket.AcceptAsync(_stopping.Token).ConfigureAwait(false);
            }
            catch (SocketException e) when (!_stopping.IsCancellationRequested)
            {
                if (e.SocketErrorCode == SocketError.TooManyOpenSockets)
                {
                    // It would fail again at once, and take a whole processor for it.
                    await Task.Delay(WithoutFiles, _time, _stopping.Token).ConfigureAwait(false);
                }

                // Else that client went away before it was accepted.
                continue;
            }

            _connections.Add(client, ServeAsync);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        client.NoDelay = true;
        var from = ((IPEndPoint)client.RemoteEndPoint!).Address;
        foreach (var endpoint in _backends.OrderFor(from))
        {
            using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            if (await TryConnectAsync(server, endpoint).ConfigureAwait(false))
            {
                _backends.Remember(from, endpoint);
                await Relay.RunAsync(client, server).ConfigureAwait(false);
                return;
            }
        }

        // Nobody took it: reset, so that the client sees a refusal and not an empty answer.
        client.LingerState = new LingerOption(true, 0);
    }

    private async Task<bool> TryConnectAsync(Socket server, IPEndPoint endpoint)
    {
        using var limit = new CancellationTokenSource(ConnectLimit, _time);
        try
        {
            await server.ConnectAsync(endpoint, limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // That endpoint has just ended; the next one is asked.
            return false;
        }
    }
}
