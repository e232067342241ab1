using k8s.Models;

namespace Workshop.Cluster.Loops.Deployments;

/// <summary>
/// Decides the next step of a rolling update: grow the new ReplicaSet as far as the surge allows, else shrink old ones as far as
/// availability allows. Each step leaves at most <see cref="RolloutLimits.MaxTotal"/> pods and at least <see cref="RolloutLimits.MinAvailable"/> available ones.
/// </summary>
internal static class RollingUpdatePlan
{
    /// <returns>Changes of size in the order in which they are to be made; empty when there is nothing to do at present.</returns>
    public static IReadOnlyList<ReplicaSetScale> NextStep(RolloutLimits limits, V1ReplicaSet current, IReadOnlyList<V1ReplicaSet> old)
    {
        var size = NewSize(limits, current.Spec.Replicas ?? 0, old);
        return size != current.Spec.Replicas ? [new ReplicaSetScale(current, size)] : ShrinkOld(limits, current, old);
    }

    /// <summary>How large the new ReplicaSet may be beside the old ones.</summary>
    public static int NewSize(RolloutLimits limits, int current, IEnumerable<V1ReplicaSet> old)
    {
        var total = current + old.Sum(set => set.Spec.Replicas ?? 0);
        return current >= limits.Desired
            ? limits.Desired
            : current + Math.Clamp(limits.MaxTotal - total, 0, limits.Desired - current);
    }

    private static List<ReplicaSetScale> ShrinkOld(RolloutLimits limits, V1ReplicaSet current, IReadOnlyList<V1ReplicaSet> old)
    {
        var sizes = old.Where(set => set.Spec.Replicas > 0)
            .OrderBy(set => set.Metadata.CreationTimestamp).ThenBy(set => set.Metadata.Name, StringComparer.Ordinal)
            .Select(set => new Size(set))
            .ToList();
        var currentSize = new Size(current);

        // What the new ReplicaSet has not made available yet must not be missed among the old ones.
        var spare = sizes.Sum(size => size.Replicas) + currentSize.Replicas - limits.MinAvailable - (currentSize.Replicas - currentSize.Available);
        var steps = new List<ReplicaSetScale>();

        // Unhealthy old pods go first: they serve nobody, and could block the rollout for ever.
        foreach (var size in sizes)
        {
            spare -= Shrink(size, Math.Min(spare, size.Replicas - size.Available), steps);
        }

        spare = Math.Min(spare, sizes.Sum(size => size.Available) + currentSize.Available - limits.MinAvailable);
        foreach (var size in sizes)
        {
            spare -= Shrink(size, Math.Min(spare, size.Replicas), steps);
        }

        return steps;
    }

    private static int Shrink(Size size, int count, List<ReplicaSetScale> steps)
    {
        if (count <= 0)
        {
            return 0;
        }

        size.Replicas -= count;
        steps.Add(new ReplicaSetScale(size.Set, size.Replicas));
        return count;
    }

    private sealed class Size(V1ReplicaSet set)
    {
        public V1ReplicaSet Set => set;

        public int Replicas { get; set; } = set.Spec.Replicas ?? 0;

        /// <summary>Of the pods that stay, so many are available: a status that is older than the last change of size may still count those that go.</summary>
        public int Available => Math.Min(set.Status?.AvailableReplicas ?? 0, Replicas);
    }
}
