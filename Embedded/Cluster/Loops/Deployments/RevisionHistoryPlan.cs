using k8s.Models;

namespace Workshop.Cluster.Loops.Deployments;

/// <summary>Decides which old ReplicaSets a finished Deployment no longer needs for a rollback.</summary>
internal static class RevisionHistoryPlan
{
    public static IReadOnlyList<V1ReplicaSet> Surplus(V1Deployment deployment, IEnumerable<V1ReplicaSet> old)
    {
        if (deployment.Spec.RevisionHistoryLimit is not { } limit)
        {
            return [];
        }

        var kept = old.Where(set => set.Metadata.DeletionTimestamp is null)
            .OrderBy(set => ReplicaSetAnnotations.Number(set, ReplicaSetAnnotations.Revision) ?? 0)
            .ThenBy(set => set.Metadata.CreationTimestamp)
            .ToList();
        return [.. kept.Take(Math.Max(kept.Count - limit, 0)).Where(IsEmpty)];
    }

    /// <summary>It has no pods, wants none, and its own loop has seen that it wants none.</summary>
    private static bool IsEmpty(V1ReplicaSet set) =>
        set.Spec.Replicas == 0 && (set.Status?.Replicas ?? 0) == 0 && (set.Status?.ObservedGeneration ?? 0) >= set.Metadata.Generation;
}
