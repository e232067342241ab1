using System.Net;
using System.Net.Sockets;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>
/// Addresses to which nobody may have the API's proxy or a Service lead: a cloud's own at 169.254.169.254, say. Loopback, which Kubernetes refuses as well,
/// is where all pods of this cluster are.
/// </summary>
internal static class EndpointAddress
{
    public static bool IsAllowed(IPAddress address) => Range(address) is null;

    /// <returns>What is wrong with it, in Kubernetes' words, or null.</returns>
    public static string? Problem(string text, AddressFamily family) =>
        !IPAddress.TryParse(text, out var address) || address.AddressFamily != family || (family == AddressFamily.InterNetwork && address.ToString() != text)
            ? $"must be a valid {(family == AddressFamily.InterNetwork ? "IPv4" : "IPv6")} address"
            : Range(address);

    /// <returns>What is wrong with an address of either family, in Kubernetes' words, or null.</returns>
    public static string? Problem(string text) =>
        !IPAddress.TryParse(text, out var address) || (address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != text)
            ? "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"
            : Range(address);

    private static string? Range(IPAddress given)
    {
        var address = given.IsIPv4MappedToIPv6 ? given.MapToIPv4() : given;
        var bytes = address.GetAddressBytes();
        return (address.AddressFamily, address) switch
        {
            _ when address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) => "may not be unspecified (0.0.0.0 or ::)",
            (AddressFamily.InterNetwork, _) when bytes is [169, 254, ..] => "may not be in the link-local range (169.254.0.0/16, fe80::/10)",
            (AddressFamily.InterNetworkV6, { IsIPv6LinkLocal: true }) => "may not be in the link-local range (169.254.0.0/16, fe80::/10)",
            (AddressFamily.InterNetwork, _) when bytes is [224, 0, 0, ..] => "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)",
            (AddressFamily.InterNetworkV6, _) when bytes is [0xff, 0x02, ..] => "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)",
            _ => null,
        };
    }
}
