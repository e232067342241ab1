using System.Net;
using System.Net.Sockets;
using Workshop.Cluster.Network;

namespace Workshop.Cluster.Registry.Addresses;

/// <summary>ClusterIPs from the cluster's loopback range, in turn: an address that was just given back is not the next one handed out.</summary>
internal sealed class LoopbackServiceAddresses(LoopbackRange range) : IServiceAddresses
{
    private const int Count = 16_000;

    // 127.N.128.x to 127.N.191.x
    private const int FirstThird = 128;
    private const int LastThird = 191;

    private int _last;

    public string Cidr => $"127.{range.Second}.128.0/18";

    public string? Next(IReadOnlySet<string> taken)
    {
        for (var tried = 0; tried < Count; tried++)
        {
            var index = Interlocked.Increment(ref _last);
            var address = range.ServiceAddress(1 + (int)((uint)(index - 1) % Count)).ToString();
            if (!taken.Contains(address))
            {
                return address;
            }
        }

        return null;
    }

    public bool IsValid(string address) =>
        IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetwork && range.Contains(parsed)
        && parsed.GetAddressBytes()[2] is >= FirstThird and <= LastThird;
}
