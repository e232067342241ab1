using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Workshop.Cluster.Network;

/// <summary>The connections that are being relayed now, whatever became of the listener that took them.</summary>
/// <param name="most">More at once are reset; null: any number.</param>
internal sealed class ProxyConnections(int? most)
{
    private readonly ConcurrentDictionary<Socket, Task> _live = new();

    /// <param name="serve">Relays the connection and closes it.</param>
    public void Add(Socket connection, Func<Socket, Task> serve)
    {
        if (_live.Count >= most)
        {
            connection.LingerState = new LingerOption(true, 0);
            connection.Dispose();
            return;
        }

        var isServing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _live[connection] = ServeAsync(connection, serve, isServing.Task);
        isServing.SetResult();
    }

    /// <summary>Breaks all of them off, and returns when they are closed.</summary>
    public async Task CloseAsync()
    {
        var tasks = _live.Values.ToList();
        foreach (var connection in _live.Keys)
        {
            connection.Close();
        }

        await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync(Socket connection, Func<Socket, Task> serve, Task isKnown)
    {
        await isKnown.ConfigureAwait(false);
        try
        {
            await serve(connection).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Its client has gone; there is nobody left to tell.
        }
        finally
        {
            connection.Dispose();
            _live.TryRemove(connection, out _);
        }
    }
}
