using System.Collections.Concurrent;
using System.Net;

namespace Workshop.Cluster.Network;

/// <summary>Gives each pod an address of its node's range. An address comes back only after all others: who still holds it must not meet a stranger.</summary>
internal sealed class PodAddresses(LoopbackRange range)
{
    private const int PerNode = 254;

    private readonly ConcurrentDictionary<int, NodeAddresses> _nodes = new();

    /// <param name="former">The address that the pod had before a restart: kept if it is still to be had.</param>
    /// <returns>Null: all are taken.</returns>
    public IPAddress? Take(int node, string podUid, string? former) =>
        _nodes.GetOrAdd(node, _ => new NodeAddresses()).Take(podUid, IndexOf(node, former)) is { } index ? range.PodAddress(node, index) : null;

    public void Release(int node, string podUid) => _nodes.GetOrAdd(node, _ => new NodeAddresses()).Release(podUid);

    private int? IndexOf(int node, string? address) =>
        IPAddress.TryParse(address, out var parsed) && parsed.GetAddressBytes() is { Length: 4 } bytes && range.PodAddress(node, bytes[3]).Equals(parsed) && bytes[3] is > 0 and < 255 ? bytes[3] : null;

    private sealed class NodeAddresses
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, int> _byPod = [];
        private int _last;

        public int? Take(string podUid, int? former)
        {
            lock (_lock)
            {
                if (_byPod.TryGetValue(podUid, out var present))
                {
                    return present;
                }

                var taken = _byPod.Values.ToHashSet();
                var candidates = Enumerable.Range(0, PerNode).Select(step => ((_last + step) % PerNode) + 1);
                foreach (var index in former is { } wanted ? candidates.Prepend(wanted) : candidates)
                {
                    if (!taken.Contains(index))
                    {
                        _last = index == former ? Math.Max(_last, index) : index;
                        _byPod[podUid] = index;
                        return index;
                    }
                }

                return null;
            }
        }

        public void Release(string podUid)
        {
            lock (_lock)
            {
                _byPod.Remove(podUid);
            }
        }
    }
}
