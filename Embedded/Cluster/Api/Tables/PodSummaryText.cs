using System.Globalization;
using k8s.Models;

namespace Workshop.Cluster.Api.Tables;

/// <summary>
/// A pod's state in the columns READY, STATUS and RESTARTS. STATUS is the phase unless something says more: a container's reason
/// (CrashLoopBackOff, Completed, Error), an init container that is not through (Init:0/2), or a deletion (Terminating).
/// Public, so that whoever shows a pod beside kubectl says the same.
/// </summary>
public sealed record PodSummaryText(int Ready, int Total, string Reason, int Restarts, DateTime? LastRestart)
{
    public static PodSummaryText Of(V1Pod pod)
    {
        var sidecars = (pod.Spec?.InitContainers ?? []).Where(container => container.RestartPolicy == "Always").Select(container => container.Name).ToHashSet();
        var init = Initialisation(pod, sidecars);
        var containers = pod.Status?.ContainerStatuses ?? [];
        var reason = init.Reason ?? Phase(pod);
        var ready = init.Ready;
        var counted = pod.Status?.InitContainerStatuses ?? [];

        // As long as the pod is initialising, its init containers' restarts count; afterwards only those of its sidecars.
        if (init.Reason is null || IsTrue(pod, "Initialized"))
        {
            reason = Running(pod, containers, reason);
            ready += containers.Count(IsUp);
            counted = [.. counted.Where(status => sidecars.Contains(status.Name)), .. containers];
        }

        return new PodSummaryText(
            ready,
            (pod.Spec?.Containers?.Count ?? 0) + sidecars.Count,
            Deletion(pod) ?? reason,
            counted.Sum(status => status.RestartCount),
            counted.Max(status => status.LastState?.Terminated?.FinishedAt));
    }

    private static string Phase(V1Pod pod)
    {
        var isGated = pod.Status?.Conditions?.Any(condition => condition.Type == "PodScheduled" && condition.Reason == "SchedulingGated") == true;
        return isGated ? "SchedulingGated" : string.IsNullOrEmpty(pod.Status?.Reason) ? pod.Status?.Phase ?? "" : pod.Status.Reason;
    }

    /// <returns>No reason: every init container is through (or, being a sidecar, has started).</returns>
    private static (string? Reason, int Ready) Initialisation(V1Pod pod, HashSet<string> sidecars)
    {
        var statuses = pod.Status?.InitContainerStatuses ?? [];
        var ready = 0;
        for (var i = 0; i < statuses.Count; i++)
        {
            var status = statuses[i];
            if (status.State?.Terminated is { ExitCode: 0 })
            {
                continue;
            }

            if (sidecars.Contains(status.Name) && status.Started == true)
            {
                ready += status.Ready ? 1 : 0;
                continue;
            }

            return (InitReason(status, i, pod.Spec?.InitContainers?.Count ?? 0), ready);
        }

        return (null, ready);
    }

    private static string InitReason(V1ContainerStatus status, int index, int count)
    {
        if (status.State?.Terminated is { } ended)
        {
            return "Init:" + EndReason(ended);
        }

        var waiting = status.State?.Waiting?.Reason;
        return string.IsNullOrEmpty(waiting) || waiting == "PodInitializing"
            ? string.Create(CultureInfo.InvariantCulture, $"Init:{index}/{count}")
            : "Init:" + waiting;
    }

    // The first container that has something to say is shown; a pod that still has a running one is not Completed.
    private static string Running(V1Pod pod, IList<V1ContainerStatus> containers, string reason)
    {
        var said = containers.Select(ReasonOf).FirstOrDefault(text => text is not null) ?? reason;
        if (said != "Completed" || !containers.Any(IsUp))
        {
            return said;
        }

        return IsTrue(pod, "Ready") ? "Running" : "NotReady";
    }

    private static string? ReasonOf(V1ContainerStatus status) =>
        !string.IsNullOrEmpty(status.State?.Waiting?.Reason) ? status.State.Waiting.Reason
        : status.State?.Terminated is { } ended ? EndReason(ended)
        : null;

    private static bool IsUp(V1ContainerStatus status) =>
        status.Ready && status.State is { Running: not null, Terminated: null } && string.IsNullOrEmpty(status.State.Waiting?.Reason);

    private static string EndReason(V1ContainerStateTerminated ended) =>
        !string.IsNullOrEmpty(ended.Reason) ? ended.Reason
        : ended.Signal is > 0 ? string.Create(CultureInfo.InvariantCulture, $"Signal:{ended.Signal}")
        : string.Create(CultureInfo.InvariantCulture, $"ExitCode:{ended.ExitCode}");

    private static string? Deletion(V1Pod pod)
    {
        if (pod.Metadata.DeletionTimestamp is null)
        {
            return null;
        }

        return pod.Status?.Reason == "NodeLost" ? "Unknown" : pod.Status?.Phase is "Succeeded" or "Failed" ? null : "Terminating";
    }

    private static bool IsTrue(V1Pod pod, string type) => pod.Status?.Conditions?.Any(condition => condition.Type == type && condition.Status == "True") == true;
}
