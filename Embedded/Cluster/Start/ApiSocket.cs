using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Workshop.Cluster.Start;

/// <summary>The API's listener on 127.0.0.1, taken before anything else starts: its port is then known to all, and nobody can take it in between.</summary>
internal static class ApiSocket
{
    private const int Backlog = 512;
    private const int Attempts = 100;

    /// <param name="port">A taken one: the next free one. 0: any free one.</param>
    /// <exception cref="ClusterException">None of a hundred is free.</exception>
    public static Socket Listen(int port)
    {
        var last = Math.Min(port + Attempts - 1, IPEndPoint.MaxPort);
        for (var candidate = port; candidate <= last; candidate++)
        {
            if (TryListen(candidate) is { } socket)
            {
                return socket;
            }
        }

        throw new ClusterException(string.Create(CultureInfo.InvariantCulture, $"No port for the API is free on 127.0.0.1 from {port} to {last}. Choose another one, or 0 for any."));
    }

    private static Socket? TryListen(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.ExclusiveAddressUse = true;
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            socket.Dispose();
            return null;
        }
    }
}
