using k8s.Models;

namespace Workshop.Cluster.Loops.StatefulSets;

/// <summary>What a StatefulSet needs next.</summary>
/// <param name="Create">Ordinals of pods that are missing.</param>
/// <param name="Delete">Pods that are to go.</param>
internal sealed record StatefulSetStep(IReadOnlyList<int> Create, IReadOnlyList<V1Pod> Delete);

/// <summary>Decides which pods of a StatefulSet to make and to delete, in order; touches nothing.</summary>
internal static class StatefulSetPlan
{
    public const string RevisionLabel = "controller-revision-hash";

    /// <param name="pods">The set's own pods, those on their way out included.</param>
    /// <param name="updateRevision">The revision that pods at or above the partition are to have.</param>
    public static StatefulSetStep Next(V1StatefulSet set, IReadOnlyCollection<V1Pod> pods, string updateRevision)
    {
        var start = set.Spec.Ordinals?.Start ?? 0;
        var end = start + (set.Spec.Replicas ?? 1);
        var byOrdinal = pods.Where(pod => StatefulSetNames.OrdinalOf(set, pod) >= 0).ToDictionary(pod => StatefulSetNames.OrdinalOf(set, pod));
        var isOrdered = set.Spec.PodManagementPolicy != "Parallel";

        // One that ended for good is made again under its name.
        var ended = byOrdinal.Values.Where(pod => PodFacts.IsFinished(pod) && !PodFacts.IsTerminating(pod)).ToList();
        if (ended.Count > 0)
        {
            return new StatefulSetStep([], ended);
        }

        var missing = Enumerable.Range(start, end - start).Where(ordinal => !byOrdinal.ContainsKey(ordinal)).ToList();
        var surplus = byOrdinal.Where(pair => pair.Key < start || pair.Key >= end).OrderByDescending(pair => pair.Key).Select(pair => pair.Value).ToList();
        if (!isOrdered && missing.Count + surplus.Count(pod => !PodFacts.IsTerminating(pod)) > 0)
        {
            return new StatefulSetStep(missing, [.. surplus.Where(pod => !PodFacts.IsTerminating(pod))]);
        }

        if (isOrdered && Waiting(byOrdinal, start, end) is { } waiting && (missing.Count == 0 || waiting < missing[0]))
        {
            // Nothing goes on before the pods below are ready; but one that never will be, of an old template, is replaced.
            return Update(set, byOrdinal, start, end, updateRevision, onlyBroken: true);
        }

        if (missing.Count > 0)
        {
            return new StatefulSetStep([missing[0]], []);
        }

        return surplus.Count > 0
            ? new StatefulSetStep([], surplus.Exists(PodFacts.IsTerminating) ? [] : [surplus[0]])
            : Update(set, byOrdinal, start, end, updateRevision, onlyBroken: false);
    }

    /// <summary>The lowest ordinal whose pod is on its way in or out.</summary>
    private static int? Waiting(Dictionary<int, V1Pod> pods, int start, int end) => pods
        .Where(pair => pair.Key >= start && pair.Key < end && (PodFacts.IsTerminating(pair.Value) || !PodFacts.IsReady(pair.Value)))
        .Select(pair => (int?)pair.Key)
        .Min();

    /// <summary>From the highest down, one at a time, each when those above it are ready.</summary>
    private static StatefulSetStep Update(V1StatefulSet set, Dictionary<int, V1Pod> pods, int start, int end, string revision, bool onlyBroken)
    {
        if (set.Spec.UpdateStrategy?.Type == "OnDelete")
        {
            return new StatefulSetStep([], []);
        }

        var partition = Math.Max(set.Spec.UpdateStrategy?.RollingUpdate?.Partition ?? 0, start);
        for (var ordinal = end - 1; ordinal >= partition; ordinal--)
        {
            if (!pods.TryGetValue(ordinal, out var pod) || PodFacts.IsTerminating(pod))
            {
                break;
            }

            if (RevisionOf(pod) != revision)
            {
                return new StatefulSetStep([], onlyBroken && PodFacts.IsReady(pod) ? [] : [pod]);
            }

            if (!PodFacts.IsReady(pod))
            {
                break;
            }
        }

        return new StatefulSetStep([], []);
    }

    public static string? RevisionOf(V1Pod pod) => pod.Metadata.Labels?.TryGetValue(RevisionLabel, out var revision) == true ? revision : null;
}
