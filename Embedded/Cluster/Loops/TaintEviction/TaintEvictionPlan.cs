using k8s.Models;
using Workshop.Cluster.Scheduling;

namespace Workshop.Cluster.Loops.TaintEviction;

/// <summary>Decides when a pod must leave its node because of NoExecute taints; touches nothing.</summary>
internal static class TaintEvictionPlan
{
    /// <summary>The patience with a lost node that Kubernetes adds to every pod.</summary>
    private const long DefaultSeconds = 300;

    private static readonly string[] LostNode = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    /// <param name="patience">What a default toleration of a lost node is worth here.</param>
    /// <returns>Null: it may stay for ever; a time in the past: it goes now.</returns>
    public static DateTime? LeavesAt(V1Pod pod, V1Node node, TimeSpan patience, DateTime now)
    {
        DateTime? earliest = null;
        foreach (var taint in (node.Spec?.Taints ?? []).Where(taint => taint.Effect == "NoExecute"))
        {
            if (Stay(pod, taint, patience) is { } stay && (taint.TimeAdded ?? now) + stay is var end && (earliest is null || end < earliest))
            {
                earliest = end;
            }
        }

        return earliest;
    }

    /// <returns>Null: for ever.</returns>
    private static TimeSpan? Stay(V1Pod pod, V1Taint taint, TimeSpan patience)
    {
        var tolerations = (pod.Spec.Tolerations ?? []).Where(toleration => Tolerations.Covers(toleration, taint)).ToList();
        return tolerations.Count == 0
            ? TimeSpan.Zero
            : tolerations.Where(toleration => toleration.TolerationSeconds is not null).Select(toleration => (TimeSpan?)Worth(toleration, patience)).Min();
    }

    private static TimeSpan Worth(V1Toleration toleration, TimeSpan patience) =>
        toleration.TolerationSeconds == DefaultSeconds && LostNode.Contains(toleration.Key)
            ? patience
            : TimeSpan.FromSeconds(Math.Max(toleration.TolerationSeconds ?? 0, 0));
}
