using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Usage;

/// <summary>NodeMetrics: what <c>kubectl top nodes</c> shows. A node's use is that of its containers, as all nodes share one machine; one that is not Ready tells nothing.</summary>
internal sealed class NodeMetricsKind(UsageStore usage) : IComputedKind
{
    public ResourceKind Kind => KindTable.NodeMetrics;

    public IReadOnlyList<StoredObject> List(IObjectRegistry stored, string? ns) => [.. stored.List(KindTable.Node, null).Items.Select(Measured).OfType<StoredObject>()];

    public StoredObject Get(IObjectRegistry stored, ObjectKey key) =>
        (stored.Find(KindTable.Node, key) is { } node ? Measured(node) : null) ?? throw new StatusException(404, "NotFound", $"nodemetrics.metrics.k8s.io \"{key.Name}\" not found");

    private StoredObject? Measured(StoredObject item)
    {
        var (node, snapshot) = (item.As<V1Node>(), usage.Current);
        var isReady = node.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;
        return isReady && snapshot.Timestamp is { } at
            ? MetricsObjects.Of(node, snapshot.Nodes.GetValueOrDefault(node.Metadata.Name) ?? new ContainerUsage(node.Metadata.Name, 0, 0), at, snapshot.Window)
            : null;
    }
}
