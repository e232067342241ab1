using System.Net;
using System.Net.Sockets;

namespace Workshop.Services.Tests.Telemetry;

/// <summary>A receiver that hangs: it accepts connections and never says a word.</summary>
internal sealed class SilentListener : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly List<Socket> _accepted = [];
    private readonly Task _accepting;

    public SilentListener()
    {
        Address = LoopbackAddress.Next();
        _listener = new TcpListener(Address, 4318);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public IPAddress Address { get; }

    public Uri Uri => new($"http://{Address}:4318");

    public int Accepted => _accepted.Count;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        _accepted.ForEach(socket => socket.Dispose());
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _accepted.Add(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }
}
