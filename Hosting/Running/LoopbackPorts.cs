using System.Net;
using System.Net.Sockets;

namespace Workshop.Hosting.Running;

/// <summary>Ports of 127.0.0.1.</summary>
internal static class LoopbackPorts
{
    private const int MaxPort = 65535;

    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The first from <paramref name="port"/> on that can be listened on.</summary>
    public static int NextFree(int port) => Enumerable.Range(port, MaxPort - port).First(IsFree);

    /// <summary>A free port, chosen by the system.</summary>
    public static int AnyFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
