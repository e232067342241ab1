using k8s.Models;

namespace Workshop.Cluster.Loops;

/// <summary>What loops ask about a pod, in Kubernetes' own sense of the words.</summary>
internal static class PodFacts
{
    /// <summary>Its containers have ended for good.</summary>
    public static bool IsFinished(V1Pod pod) => pod.Status?.Phase is "Succeeded" or "Failed";

    public static bool IsTerminating(V1Pod pod) => pod.Metadata.DeletionTimestamp is not null;

    /// <summary>Counts as a replica.</summary>
    public static bool IsActive(V1Pod pod) => !IsFinished(pod) && !IsTerminating(pod);

    public static bool IsReady(V1Pod pod) => Condition(pod, "Ready")?.Status == "True";

    /// <summary>Ready for at least <paramref name="minReady"/>.</summary>
    public static bool IsAvailable(V1Pod pod, TimeSpan minReady, DateTime now) =>
        minReady == TimeSpan.Zero ? IsReady(pod) : AvailableAt(pod, minReady) <= now;

    /// <summary>When the pod counts, or counted, as available; null while it is not ready.</summary>
    public static DateTime? AvailableAt(V1Pod pod, TimeSpan minReady) =>
        Condition(pod, "Ready") is { Status: "True" } ready ? (ready.LastTransitionTime ?? DateTime.MinValue) + minReady : null;

    public static V1PodCondition? Condition(V1Pod pod, string type) => pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);
}
