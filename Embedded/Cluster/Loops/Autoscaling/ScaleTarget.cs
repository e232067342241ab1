using k8s.Models;

namespace Workshop.Cluster.Loops.Autoscaling;

/// <summary>What an autoscaler scales, as it is now.</summary>
/// <param name="Replicas">How many are wanted.</param>
/// <param name="Selector">As its Scale says it; empty: it has none.</param>
/// <param name="Pods">Those that the selector chooses.</param>
internal sealed record ScaleTarget(int Replicas, string Selector, IReadOnlyList<V1Pod> Pods)
{
    /// <value>The autoscalers that control pods of this target, this one among them: <c>namespace/name</c>.</value>
    public IReadOnlyList<string> Autoscalers { get; init; } = [];
}
