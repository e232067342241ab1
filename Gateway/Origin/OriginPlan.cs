using System.Net;

namespace Workshop.Gateway.Origin;

/// <summary>Decides who asked: whoever opened the connection, unless that is a proxy of ours that says for whom.</summary>
internal static class OriginPlan
{
    /// <param name="connection">What the connection itself shows.</param>
    /// <param name="forwardedFor">X-Forwarded-For, all its lines; each proxy has added whom it saw at the right.</param>
    /// <param name="forwardedProto">X-Forwarded-Proto, all its lines.</param>
    /// <param name="trusted">The proxies of ours.</param>
    public static ClientOrigin For(ClientOrigin connection, IEnumerable<string?> forwardedFor, IEnumerable<string?> forwardedProto, IReadOnlyList<IPNetwork> trusted)
    {
        if (!IsTrusted(connection.Address, trusted))
        {
            return connection;
        }

        // The last scheme: what the proxy next to us wrote, or let pass.
        var scheme = Entries(forwardedProto).LastOrDefault()?.ToLowerInvariant() is ("http" or "https") and var said ? said : connection.Scheme;
        var client = connection.Address;

        // From the right, as far as whoever wrote it is one of ours; what stands further left anybody may have made up.
        foreach (var entry in Entries(forwardedFor).Reverse())
        {
            if (!IsTrusted(client, trusted) || !TryParse(entry, out var before))
            {
                break;
            }

            client = before;
        }

        return new ClientOrigin(client, scheme);
    }

    private static bool IsTrusted(IPAddress? address, IReadOnlyList<IPNetwork> trusted)
    {
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && trusted.Any(network => network.Contains(plain));
    }

    private static IEnumerable<string> Entries(IEnumerable<string?> lines) =>
        lines.SelectMany(line => (line ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    // 203.0.113.7, 203.0.113.7:4711, 2001:db8::7, [2001:db8::7]:4711
    private static bool TryParse(string entry, out IPAddress address)
    {
        if (IPEndPoint.TryParse(entry, out var endPoint))
        {
            address = endPoint.Address;
            return true;
        }

        address = IPAddress.None;
        return false;
    }
}
