using k8s.Models;

namespace Workshop.Cluster.Loops.Autoscaling;

/// <summary>What one metric of an autoscaler says: how many pods it wants, or why it cannot tell.</summary>
/// <param name="Status">For <c>status.currentMetrics</c>; with an empty type where nothing is known.</param>
internal abstract record MetricOutcome(V2MetricStatus Status);

/// <param name="Name">As events name it: <c>cpu resource utilization (percentage of request)</c>.</param>
internal sealed record MetricProposal(int Replicas, string Name, V2MetricStatus Status) : MetricOutcome(Status);

/// <param name="Reason">Of the condition and the event.</param>
/// <param name="Message">Of the event.</param>
/// <param name="Error">The same as the sum over all metrics says it.</param>
internal sealed record MetricFailure(string Reason, string Message, string Error) : MetricOutcome(new V2MetricStatus { Type = "" });
