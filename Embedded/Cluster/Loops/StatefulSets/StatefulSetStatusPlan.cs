using k8s.Models;

namespace Workshop.Cluster.Loops.StatefulSets;

/// <summary>Decides what a StatefulSet's status says.</summary>
internal static class StatefulSetStatusPlan
{
    /// <param name="pods">The set's own.</param>
    /// <param name="current">The revision before the present rollout.</param>
    public static V1StatefulSetStatus For(V1StatefulSet set, IReadOnlyCollection<V1Pod> pods, string current, string update, DateTime now)
    {
        var staying = pods.Where(pod => !PodFacts.IsTerminating(pod)).ToList();
        var ready = pods.Count(PodFacts.IsReady);
        var updated = staying.Count(pod => StatefulSetPlan.RevisionOf(pod) == update);

        // Complete: what was new is what there is.
        var isDone = set.Spec.UpdateStrategy?.Type != "OnDelete" && updated == pods.Count && ready == pods.Count && pods.Count == (set.Spec.Replicas ?? 1);
        var revision = isDone ? update : current;
        return new V1StatefulSetStatus
        {
            ObservedGeneration = set.Metadata.Generation,
            Replicas = pods.Count,
            ReadyReplicas = ready,
            AvailableReplicas = pods.Count(pod => PodFacts.IsAvailable(pod, MinReady(set), now)),
            CurrentReplicas = OrNull(staying.Count(pod => StatefulSetPlan.RevisionOf(pod) == revision)),
            UpdatedReplicas = OrNull(updated),
            CurrentRevision = revision,
            UpdateRevision = update,
            CollisionCount = set.Status?.CollisionCount ?? 0,
        };
    }

    /// <summary>When the next ready pod will have been ready long enough; null when none is waiting.</summary>
    public static TimeSpan? NextAvailableIn(V1StatefulSet set, IEnumerable<V1Pod> pods, DateTime now) =>
        pods.Select(pod => PodFacts.AvailableAt(pod, MinReady(set)) - now).Where(left => left > TimeSpan.Zero).Min();

    private static TimeSpan MinReady(V1StatefulSet set) => TimeSpan.FromSeconds(set.Spec.MinReadySeconds ?? 0);

    private static int? OrNull(int count) => count == 0 ? null : count;
}
