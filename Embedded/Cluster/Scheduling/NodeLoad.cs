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
        Guarded = [.. Pods.Where(pod => pod.Spec.Affinity?.PodAntiAffinity is not null)];
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

    /// <summary>Pods that have not ended.</summary>
    public IReadOnlyList<V1Pod> Pods { get; }

    /// <summary>Those of them that keep others away.</summary>
    public IReadOnlyList<V1Pod> Guarded { get; }

    public decimal AssumedCpuUse { get; }

    public decimal AssumedMemoryUse { get; }

    public string? LabelOf(string key) => Node.Metadata.Labels?.TryGetValue(key, out var value) == true ? value : null;

    public decimal Requested(string resource) => _requested.GetValueOrDefault(resource);

    public decimal Allocatable(string resource) =>
        Node.Status?.Allocatable?.TryGetValue(resource, out var amount) == true ? amount.ToDecimal() : 0;
}
