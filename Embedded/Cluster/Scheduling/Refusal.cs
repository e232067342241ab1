namespace Workshop.Cluster.Scheduling;

/// <summary>Why a node cannot take a pod.</summary>
/// <param name="Reason">In Kubernetes' words, such as <c>Insufficient cpu</c>.</param>
/// <param name="WouldPreemptionHelp">Whether the pod would fit if others left.</param>
internal sealed record Refusal(string Reason, bool WouldPreemptionHelp);
