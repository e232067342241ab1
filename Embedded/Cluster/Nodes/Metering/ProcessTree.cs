namespace Workshop.Cluster.Nodes.Metering;

/// <summary>A container's processes: the first one and all that it started.</summary>
/// <param name="Root">The first one, which is the leader of a session of its own.</param>
/// <param name="Members">All of them, where the system keeps such a list (Windows); null: they are found by session and parent.</param>
internal sealed record ProcessTree(int Root, IReadOnlyList<int>? Members);
