using System.Collections.Immutable;

namespace Workshop.ClusterPage.Watching;

/// <summary>The cluster as it was last seen, whole. Nothing in it ever changes; two snapshots share what did not change between them.</summary>
public sealed record ClusterSnapshot(ClusterConnection Connection, DateTimeOffset At)
{
    /// <value>Grows with every change.</value>
    public long Version { get; init; }

    public ImmutableDictionary<WatchedKind, KindState> Kinds { get; init; } =
        Enum.GetValues<WatchedKind>().ToImmutableDictionary(kind => kind, _ => KindState.Starting);

    public ImmutableSortedDictionary<ObjectName, NamespaceState> Namespaces { get; init; } = ImmutableSortedDictionary<ObjectName, NamespaceState>.Empty;

    public ImmutableSortedDictionary<ObjectName, NodeState> Nodes { get; init; } = ImmutableSortedDictionary<ObjectName, NodeState>.Empty;

    public ImmutableSortedDictionary<ObjectName, PodState> Pods { get; init; } = ImmutableSortedDictionary<ObjectName, PodState>.Empty;

    public ImmutableSortedDictionary<ObjectName, ServiceState> Services { get; init; } = ImmutableSortedDictionary<ObjectName, ServiceState>.Empty;

    public ImmutableSortedDictionary<ObjectName, DeploymentState> Deployments { get; init; } = ImmutableSortedDictionary<ObjectName, DeploymentState>.Empty;

    public ImmutableSortedDictionary<ObjectName, ReplicaSetState> ReplicaSets { get; init; } = ImmutableSortedDictionary<ObjectName, ReplicaSetState>.Empty;

    public ImmutableSortedDictionary<ObjectName, EndpointSliceState> EndpointSlices { get; init; } = ImmutableSortedDictionary<ObjectName, EndpointSliceState>.Empty;

    /// <summary>Whether every kind has been read, or is known not to be readable: before that, what is missing may only not have come yet.</summary>
    public bool IsComplete => Kinds.Values.All(kind => kind.Phase is KindPhase.Live or KindPhase.Forbidden);
}
