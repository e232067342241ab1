using k8s.Models;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>What a node that has just started knows of a pod that it, or a killed predecessor, ran before: what the pod's status says.</summary>
internal static class PodRestore
{
    private const int UnknownExitCode = 255;

    /// <returns>The memory, and whether containers were running that run no more.</returns>
    public static (PodMemory Memory, bool HasLostContainers) From(V1Pod pod, DateTimeOffset now, DateTime startTime)
    {
        var fresh = PodMemory.Of(pod.Spec, startTime);
        if (pod.Status?.StartTime is not { } started)
        {
            return (fresh, false);
        }

        var statuses = (pod.Status.InitContainerStatuses ?? []).Concat(pod.Status.ContainerStatuses ?? []).Concat(pod.Status.EphemeralContainerStatuses ?? []).ToDictionary(status => status.Name);
        var isOver = pod.Status.Phase is PodPhase.Succeeded or PodPhase.Failed;
        var hasLost = false;
        var containers = fresh.Containers.Select(container =>
        {
            if (!statuses.TryGetValue(container.Name, out var status))
            {
                return container;
            }

            hasLost |= status.State?.Running is not null;
            return Restore(container, status, now, isOver);
        });
        var memory = fresh with
        {
            Containers = [.. containers],
            StartTime = started,
            PodIp = pod.Status.PodIP,
            IsOver = isOver,
            IsInitialized = fresh.IsInitialized || (isOver && pod.Status.Conditions?.Any(condition => condition is { Type: "Initialized", Status: "True" }) == true),
            IsOverdue = isOver && pod.Status.Reason == "DeadlineExceeded",
        };
        return (memory, hasLost);
    }

    private static ContainerMemory Restore(ContainerMemory container, V1ContainerStatus status, DateTimeOffset now, bool isOver)
    {
        var known = container with
        {
            RestartCount = status.RestartCount,
            ContainerId = Plain(status.ContainerID),
            ImageId = status.ImageID,
            LastEnd = EndOf(status.LastState?.Terminated),
        };
        if (status.State?.Running is { } running)
        {
            // Nobody saw how it ended: as a node says it that was switched off.
            return known.AfterEnd(new ContainerEnd(UnknownExitCode, "Unknown", null, Time(running.StartedAt), now, known.ContainerId ?? ""));
        }

        if (EndOf(status.State?.Terminated) is { } end)
        {
            // The folders of init containers' work are still there, but as on a new node they run again; an end that is final stays.
            return container.Role == ContainerRole.Init && !isOver
                ? known.AfterEnd(end).AfterHold(WaitingReasons.Creating, null, null)
                : known.AfterEnd(end);
        }

        return known with { WaitingReason = WaitingReasons.Creating };
    }

    private static ContainerEnd? EndOf(V1ContainerStateTerminated? state) => state is null ? null
        : new ContainerEnd(state.ExitCode, state.Reason ?? "", state.Message, Time(state.StartedAt), Time(state.FinishedAt), Plain(state.ContainerID) ?? "");

    private static string? Plain(string? id) => string.IsNullOrEmpty(id) ? null : id[(id.IndexOf("//", StringComparison.Ordinal) + 2)..];

    private static DateTimeOffset Time(DateTime? time) => time is { } known ? new DateTimeOffset(DateTime.SpecifyKind(known, DateTimeKind.Utc)) : DateTimeOffset.UnixEpoch;
}
