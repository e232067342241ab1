using System.Net;
using System.Net.NetworkInformation;

namespace Workshop.TestKit;

/// <summary>Who listens on this machine.</summary>
public static class Listeners
{
    /// <summary>The TCP listeners on the addresses of one cluster, such as 127.40.*.*.</summary>
    public static IReadOnlyList<IPEndPoint> InRangeOf(IPAddress address)
    {
        var second = address.GetAddressBytes()[1];
        return [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => IsInRange(listener.Address, second))];
    }

    public static bool IsOpen(int port) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);

    private static bool IsInRange(IPAddress address, byte second)
    {
        var bytes = address.MapToIPv4().GetAddressBytes();
        return bytes[0] == 127 && bytes[1] == second;
    }
}
