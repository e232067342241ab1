using k8s.Models;

namespace Workshop.Cluster.Scheduling;

/// <summary>Whether a pod puts up with a taint.</summary>
internal static class Tolerations
{
    public static bool Tolerates(V1Pod pod, V1Taint taint) => (pod.Spec.Tolerations ?? []).Any(toleration => Covers(toleration, taint));

    /// <summary>The first taint of the node that keeps the pod out.</summary>
    public static V1Taint? Untolerated(V1Pod pod, V1Node node) =>
        (node.Spec?.Taints ?? []).FirstOrDefault(taint => taint.Effect is "NoSchedule" or "NoExecute" && !Tolerates(pod, taint));

    /// <summary>How many taints ask the pod to go elsewhere if it can.</summary>
    public static int Unwelcome(V1Pod pod, V1Node node) => (node.Spec?.Taints ?? []).Count(taint => taint.Effect == "PreferNoSchedule" && !Tolerates(pod, taint));

    public static bool Covers(V1Toleration toleration, V1Taint taint) =>
        (string.IsNullOrEmpty(toleration.Effect) || toleration.Effect == taint.Effect)
        && (string.IsNullOrEmpty(toleration.Key) ? toleration.OperatorProperty == "Exists" : toleration.Key == taint.Key)
        && (toleration.OperatorProperty == "Exists" || (toleration.Value ?? "") == (taint.Value ?? ""));
}
