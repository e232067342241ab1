using System.Globalization;
using k8s.Models;

namespace Workshop.Cluster.Loops.ReplicaSets;

/// <summary>Decides which pods of a ReplicaSet are missed least.</summary>
internal static class DeletionRanking
{
    private const string CostAnnotation = "controller.kubernetes.io/pod-deletion-cost";

    /// <param name="siblings">All active pods that serve the same purpose, for the spread over nodes; <paramref name="pods"/> among them.</param>
    public static IReadOnlyList<V1Pod> Choose(int count, IEnumerable<V1Pod> pods, IEnumerable<V1Pod> siblings, DateTime now)
    {
        var onNode = siblings.Where(IsAssigned).CountBy(pod => pod.Spec.NodeName).ToDictionary();
        return
        [
            .. pods
                .OrderBy(IsAssigned)                                                    // not on a node yet: no process is lost
                .ThenBy(PhaseRank)
                .ThenBy(PodFacts.IsReady)                                               // removing an unready pod costs no request
                .ThenBy(DeletionCost)                                                   // what the user says
                .ThenByDescending(pod => IsAssigned(pod) ? onNode.GetValueOrDefault(pod.Spec.NodeName) : 0)
                .ThenByDescending(pod => PodFacts.AvailableAt(pod, TimeSpan.Zero) ?? now)    // ready for a shorter time
                .ThenByDescending(Restarts)
                .ThenByDescending(pod => pod.Metadata.CreationTimestamp)                // younger
                .ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal)
                .Take(count),
        ];
    }

    private static bool IsAssigned(V1Pod pod) => !string.IsNullOrEmpty(pod.Spec.NodeName);

    private static int PhaseRank(V1Pod pod) => pod.Status?.Phase switch
    {
        "Running" => 2,
        "Unknown" => 1,
        _ => 0,
    };

    private static int DeletionCost(V1Pod pod) =>
        pod.Metadata.Annotations?.TryGetValue(CostAnnotation, out var text) == true && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var cost)
            ? cost
            : 0;

    private static int Restarts(V1Pod pod) => pod.Status?.ContainerStatuses?.Max(container => (int?)container.RestartCount) ?? 0;
}
