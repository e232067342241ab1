using System.Net;

namespace Workshop.Cluster.Network;

/// <summary>
/// The 127.N.0.0/16 that one cluster uses, and what is where in it: nodes 127.N.0.x, pods 127.N.(1–100).x (a /24 a node),
/// ClusterIPs 127.N.(128–191).x, external addresses of LoadBalancers 127.N.(192–223).x.
/// </summary>
internal sealed record LoopbackRange(byte Second)
{
    public string Cidr => $"127.{Second}.0.0/16";

    /// <param name="node">Zero-based.</param>
    public IPAddress NodeAddress(int node) => Address(0, node + 10);

    public string PodCidr(int node) => $"127.{Second}.{node + 1}.0/24";

    /// <param name="index">1 to 254.</param>
    public IPAddress PodAddress(int node, int index) => Address(node + 1, index);

    /// <param name="index">1 to 16,000.</param>
    public IPAddress ServiceAddress(int index) => Address(128 + (index / 254), 1 + (index % 254));

    /// <param name="index">1 to 8,000.</param>
    public IPAddress LoadBalancerAddress(int index) => Address(192 + (index / 254), 1 + (index % 254));

    public bool Contains(IPAddress address)
    {
        var bytes = address.MapToIPv4().GetAddressBytes();
        return bytes[0] == 127 && bytes[1] == Second;
    }

    private IPAddress Address(int third, int fourth) => new([127, Second, (byte)third, (byte)fourth]);
}
