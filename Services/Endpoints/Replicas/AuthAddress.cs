using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Primitives;
using Workshop.ServiceDefaults.Names;

namespace Workshop.Endpoints.Replicas;

/// <summary>Where auth's pods are: every ready one where the node tells, else every address that the system's resolver knows.</summary>
internal sealed class AuthAddress(Uri uri, ServiceNames names)
{
    /// <returns>The addresses, none while there is no ready pod; and what fires when there may be others, which the resolver never does.</returns>
    public async Task<(IReadOnlyList<IPEndPoint> Addresses, IChangeToken Changed)> FindAsync(CancellationToken ct)
    {
        var known = names.Find(uri.Host, uri.Port);
        return (known.IsKnown ? known.Endpoints : await ResolveAsync(ct), known.Changed);
    }

    private async Task<IReadOnlyList<IPEndPoint>> ResolveAsync(CancellationToken ct)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(uri.DnsSafeHost, ct);
            return [.. addresses.Distinct().Select(address => new IPEndPoint(address, uri.Port))];
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
