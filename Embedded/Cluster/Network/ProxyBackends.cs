using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;

namespace Workshop.Cluster.Network;

/// <summary>Chooses the endpoint of each new connection: in turn, or the client's former one. The list is swapped whole when endpoints change.</summary>
internal sealed class ProxyBackends(TimeProvider time)
{
    private readonly ConcurrentDictionary<IPAddress, (IPEndPoint Endpoint, DateTimeOffset Until)> _clients = new();
    private volatile Choice _choice = new([], null);
    private uint _turn;

    public void Set(ImmutableArray<IPEndPoint> endpoints, TimeSpan? affinity) => _choice = new Choice(endpoints, affinity);

    /// <summary>All endpoints in the order in which this client is to try them.</summary>
    public IEnumerable<IPEndPoint> OrderFor(IPAddress client)
    {
        var choice = _choice;
        if (choice.Endpoints.IsEmpty)
        {
            return [];
        }

        var first = (int)(Interlocked.Increment(ref _turn) % (uint)choice.Endpoints.Length);
        var order = Enumerable.Range(0, choice.Endpoints.Length).Select(step => choice.Endpoints[(first + step) % choice.Endpoints.Length]);
        return choice.Affinity is not null && _clients.TryGetValue(client, out var last) && last.Until > time.GetUtcNow() && choice.Endpoints.Contains(last.Endpoint)
            ? order.OrderByDescending(endpoint => endpoint.Equals(last.Endpoint))
            : order;
    }

    /// <summary>The client got a connection to that endpoint.</summary>
    public void Remember(IPAddress client, IPEndPoint endpoint)
    {
        if (_choice.Affinity is { } affinity)
        {
            _clients[client] = (endpoint, time.GetUtcNow() + affinity);
        }
    }

    private sealed record Choice(ImmutableArray<IPEndPoint> Endpoints, TimeSpan? Affinity);
}
