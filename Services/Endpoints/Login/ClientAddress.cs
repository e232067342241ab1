using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Workshop.Endpoints.Login;

/// <summary>From where a client comes, as far as it can be believed.</summary>
/// <param name="trusted">Those whose <c>X-Forwarded-For</c> counts: the gateway. Anybody else could write there what they like.</param>
internal sealed class ClientAddress(IReadOnlyList<IPNetwork> trusted)
{
    public IPAddress Of(HttpContext context) => Of(context.Connection.RemoteIpAddress ?? IPAddress.None, context.Request.Headers["X-Forwarded-For"].ToString());

    /// <param name="peer">Who holds the connection.</param>
    /// <param name="forwardedFor">The header; of several addresses the last one counts, which the peer itself wrote.</param>
    public IPAddress Of(IPAddress peer, string forwardedFor)
    {
        var near = Plain(peer);
        if (!trusted.Any(network => network.Contains(near)))
        {
            return near;
        }

        var last = forwardedFor[(forwardedFor.LastIndexOf(',') + 1)..].Trim();
        return IPEndPoint.TryParse(last, out var client) ? Plain(client.Address) : near;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>What counts as one place: an IPv6 network of a household or a server has many addresses, and may use them all.</summary>
    public static string PlaceOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? $"{new IPNetwork(Network64(address), 64)}"
        : $"{address}";

    private static IPAddress Network64(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
