using System.Net;
using System.Net.Sockets;

namespace Workshop.Gateway.Tests;

/// <summary>Accepts each connection and closes it before a word is said: to a client that begins with TLS, no connection at all.</summary>
internal sealed class HangingUpBackend : IAsyncDisposable
{
    private readonly TcpListener _listener = new(LoopbackAddress.Next(), 8443);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private int _accepted;

    public HangingUpBackend()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    public int Accepted => _accepted;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
            Interlocked.Increment(ref _accepted);
            client.Dispose();
        }
    }
}
