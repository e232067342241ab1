using k8s.Models;

namespace Workshop.Labs.Checks;

/// <summary>A pod's state in the words that <c>kubectl get pods</c> has for it, so that a red check and the learner's screen say the same.</summary>
internal static class PodWords
{
    /// <summary>Such as <c>CrashLoopBackOff</c>, <c>Running, 1 of 2 containers ready</c> or <c>Running and ready</c>.</summary>
    public static string StateOf(V1Pod pod)
    {
        if (pod.Metadata.DeletionTimestamp is not null)
        {
            return "Terminating";
        }

        var statuses = pod.Status?.ContainerStatuses ?? [];
        var reason = statuses.Select(status => status.State?.Waiting?.Reason ?? status.State?.Terminated?.Reason).FirstOrDefault(reason => reason is not null);
        var phase = reason ?? pod.Status?.Phase ?? "Pending";
        var ready = statuses.Count(status => status.Ready);
        return ready == statuses.Count && ready > 0 && LabCluster.IsReady(pod) ? $"{phase} and ready" : $"{phase}, {ready} of {pod.Spec.Containers.Count} containers ready";
    }
}
