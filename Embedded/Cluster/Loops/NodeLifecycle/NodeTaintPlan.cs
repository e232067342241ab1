using k8s.Models;

namespace Workshop.Cluster.Loops.NodeLifecycle;

/// <summary>Decides the taints by which a node's state keeps pods away from it, and drives them off: cordoned, not ready, not heard of.</summary>
internal static class NodeTaintPlan
{
    private const string Unschedulable = "node.kubernetes.io/unschedulable";
    private const string NotReady = "node.kubernetes.io/not-ready";
    private const string Unreachable = "node.kubernetes.io/unreachable";

    /// <returns>All taints that the node is to have, those of users included; null when it has them already.</returns>
    public static List<V1Taint>? For(V1Node node, DateTime now)
    {
        var present = node.Spec?.Taints ?? [];
        var wanted = Wanted(node).ToList();
        var kept = present.Where(taint => !IsOurs(taint) || wanted.Contains((taint.Key, taint.Effect))).ToList();
        var missing = wanted.Where(pair => !kept.Any(taint => (taint.Key, taint.Effect) == pair)).ToList();
        return kept.Count == present.Count && missing.Count == 0
            ? null
            : [.. kept, .. missing.Select(pair => new V1Taint { Key = pair.Key, Effect = pair.Effect, TimeAdded = now })];
    }

    private static IEnumerable<(string Key, string Effect)> Wanted(V1Node node)
    {
        if (node.Spec?.Unschedulable == true)
        {
            yield return (Unschedulable, "NoSchedule");
        }

        var ready = node.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "Ready")?.Status;
        if (ready is "False" or "Unknown")
        {
            var key = ready == "False" ? NotReady : Unreachable;
            yield return (key, "NoSchedule");
            yield return (key, "NoExecute");
        }
    }

    private static bool IsOurs(V1Taint taint) => taint is { Effect: "NoSchedule", Key: Unschedulable } or { Effect: "NoSchedule" or "NoExecute", Key: NotReady or Unreachable };
}
