using System.Net;
using System.Net.Sockets;

namespace Workshop.ServiceDefaults.Names;

/// <summary>For clients that choose themselves whom to connect to: the stream of a new connection.</summary>
public static class TcpConnection
{
    /// <exception cref="SocketException">Nobody answers there.</exception>
    public static async ValueTask<Stream> OpenAsync(EndPoint place, CancellationToken ct)
    {
        var socket = place is IPEndPoint { AddressFamily: var family } ? new Socket(family, SocketType.Stream, ProtocolType.Tcp) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(place, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
