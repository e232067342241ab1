namespace Workshop.ClusterPage.Watching;

/// <summary>The kinds that are watched. Secrets are not among them, on purpose.</summary>
public enum WatchedKind
{
    Namespaces,
    Nodes,
    Pods,
    Services,
    Deployments,
    ReplicaSets,
    EndpointSlices,
}
