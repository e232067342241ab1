using k8s.Models;

namespace Workshop.Cluster.Loops.ReplicaSets;

/// <summary>Decides what a ReplicaSet's status says.</summary>
internal static class ReplicaSetStatusPlan
{
    /// <param name="pods">Its active pods.</param>
    /// <param name="failure">Why a pod could not be made, if so.</param>
    public static V1ReplicaSetStatus For(V1ReplicaSet set, IReadOnlyCollection<V1Pod> pods, string? failure, DateTime now)
    {
        var labels = set.Spec.Template.Metadata?.Labels;
        return new V1ReplicaSetStatus
        {
            Replicas = pods.Count,
            FullyLabeledReplicas = OrNull(pods.Count(pod => LabelMatch.HasAll(labels, pod.Metadata.Labels))),
            ReadyReplicas = OrNull(pods.Count(PodFacts.IsReady)),
            AvailableReplicas = OrNull(pods.Count(pod => PodFacts.IsAvailable(pod, MinReady(set), now))),
            ObservedGeneration = set.Metadata.Generation,
            Conditions = Conditions(set.Status?.Conditions, failure, now),
        };
    }

    /// <summary>When the next ready pod will have been ready long enough to count as available; null when none is waiting.</summary>
    public static TimeSpan? NextAvailableIn(V1ReplicaSet set, IEnumerable<V1Pod> pods, DateTime now) =>
        pods.Select(pod => PodFacts.AvailableAt(pod, MinReady(set)) - now).Where(left => left > TimeSpan.Zero).Min();

    private static TimeSpan MinReady(V1ReplicaSet set) => TimeSpan.FromSeconds(set.Spec.MinReadySeconds ?? 0);

    private static List<V1ReplicaSetCondition>? Conditions(IList<V1ReplicaSetCondition>? present, string? failure, DateTime now)
    {
        var others = (present ?? []).Where(condition => condition.Type != "ReplicaFailure").ToList();
        if (failure is not null)
        {
            // The first message stays for as long as it fails: a text that changes with each attempt would be a write with each attempt.
            others.Add(present?.FirstOrDefault(condition => condition.Type == "ReplicaFailure")
                ?? new V1ReplicaSetCondition { Type = "ReplicaFailure", Status = "True", Reason = "FailedCreate", Message = failure, LastTransitionTime = now });
        }

        return others.Count == 0 ? null : others;
    }

    private static int? OrNull(int count) => count == 0 ? null : count;
}
