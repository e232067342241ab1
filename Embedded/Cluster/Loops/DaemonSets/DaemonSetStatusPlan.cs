using k8s.Models;

namespace Workshop.Cluster.Loops.DaemonSets;

/// <summary>Decides what a DaemonSet's status says: of each node its oldest pod counts.</summary>
internal static class DaemonSetStatusPlan
{
    public static V1DaemonSetStatus For(V1DaemonSet set, string hash, IReadOnlyList<DaemonNode> nodes, DateTime now)
    {
        var minReady = TimeSpan.FromSeconds(set.Spec.MinReadySeconds ?? 0);
        var wanted = nodes.Where(node => node.Runs).ToList();
        var pods = wanted.Where(node => node.Pods.Count > 0).Select(node => node.Pods[0]).ToList();
        var available = pods.Count(pod => PodFacts.IsAvailable(pod, minReady, now));
        return new V1DaemonSetStatus
        {
            ObservedGeneration = set.Metadata.Generation,
            DesiredNumberScheduled = wanted.Count,
            CurrentNumberScheduled = pods.Count,
            NumberMisscheduled = nodes.Count(node => !node.Runs && node.Pods.Count > 0),
            NumberReady = pods.Count(PodFacts.IsReady),
            NumberAvailable = OrNull(available),
            NumberUnavailable = OrNull(wanted.Count - available),
            UpdatedNumberScheduled = OrNull(pods.Count(pod => DaemonSetPlan.IsCurrent(pod, hash))),
            CollisionCount = set.Status?.CollisionCount,
            Conditions = set.Status?.Conditions,
        };
    }

    private static int? OrNull(int count) => count == 0 ? null : count;
}
