using k8s.Models;

namespace Workshop.Cluster.Scheduling;

/// <summary>A node and what is on it already.</summary>
internal sealed class NodeLoad
{
    private readonly Dictionary<string, decimal> _requested = [];

    public NodeLoad(V1Node node, IEnumerable<V1Pod> pods)
    {
        Node = node;
        Pods = [.. pods];
        foreach (var requests in Pods.Select(PodRequests.Of))
        {
            foreach (var (name, amount) in requests.ByResource)
            {
                _requested[name] = Requested(name) + amount;
            }

            AssumedCpuUse += requests.AssumedCpuUse;
            AssumedMemoryUse += requests.AssumedMemoryUse;
        }
    }

    public V1Node Node { get; }

    public string Name => Node.Metadata.Name;

    public IDictionary<string, string>? Labels => Node.Metadata.Labels;

    /// <summary>Pods that have not ended.</summary>
    public IReadOnlyList<V1Pod> Pods { get; }

    public decimal AssumedCpuUse { get; }

    public decimal AssumedMemoryUse { get; }

    public decimal Requested(string resource) => _requested.GetValueOrDefault(resource);

    public decimal Allocatable(string resource) =>
        Node.Status?.Allocatable?.TryGetValue(resource, out var amount) == true ? amount.ToDecimal() : 0;
}
