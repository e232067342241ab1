namespace Workshop.Cluster.Nodes.Pods;

/// <summary>What is to be done about a pod now.</summary>
/// <param name="WakeAt">When to look again though nothing has happened.</param>
/// <param name="IsInitialized">The init containers are through.</param>
/// <param name="IsOver">No container runs, and none will again.</param>
internal sealed record PodStep(IReadOnlyList<PodAction> Actions, DateTimeOffset? WakeAt, bool IsInitialized, bool IsOver);
