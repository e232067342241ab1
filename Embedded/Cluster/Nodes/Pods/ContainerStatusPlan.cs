using k8s.Models;
using Workshop.Cluster.Images;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>One container's status.</summary>
internal static class ContainerStatusPlan
{
    public static V1ContainerStatus For(V1Pod pod, PodMemory memory, ContainerMemory container)
    {
        var declared = PodContainers.Find(pod.Spec, container.Name)!;
        return new V1ContainerStatus
        {
            Name = container.Name,
            Image = container.ImageId is { Length: > 0 } ? ImageReference.TryParse(declared.Image, out _)?.FullName ?? declared.Image : declared.Image,
            ImageID = container.ImageId ?? "",
            ContainerID = IdOf(container.ContainerId),
            RestartCount = container.RestartCount,
            Started = container.Role == ContainerRole.Ephemeral ? null : container is { Stage: ContainerStage.Running, IsStarted: true },
            Ready = container.Role != ContainerRole.Ephemeral && IsReady(container),
            State = StateOf(memory, container),
            LastState = container.LastEnd is { } end ? Terminated(end) : new V1ContainerState(),
            VolumeMounts = declared.VolumeMounts is { Count: > 0 } mounts ? [.. mounts.Select(Mounted)] : null,
        };
    }

    /// <summary>
    /// What the readiness probe says, also while the pod ends: its endpoint is taken out at once because of the deletion, and still counts as serving.
    /// An init container is ready once it has done its work.
    /// </summary>
    public static bool IsReady(ContainerMemory container) => container.Role == ContainerRole.Init
        ? container is { Stage: ContainerStage.Ended, End.ExitCode: 0 }
        : container is { Stage: ContainerStage.Running, IsReady: true };

    private static V1VolumeMountStatus Mounted(V1VolumeMount mount) => new()
    {
        Name = mount.Name,
        MountPath = mount.MountPath,
        ReadOnlyProperty = mount.ReadOnlyProperty is true ? true : null,
        RecursiveReadOnly = mount.ReadOnlyProperty is true ? "Disabled" : null,
    };

    private static V1ContainerState StateOf(PodMemory memory, ContainerMemory container) => container.Stage switch
    {
        ContainerStage.Running => new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = Time(container.StartedAt) } },
        ContainerStage.Ended => Terminated(container.End!),
        _ => new V1ContainerState { Waiting = new V1ContainerStateWaiting { Reason = WaitingReason(memory, container), Message = container.WaitingMessage } },
    };

    private static string WaitingReason(PodMemory memory, ContainerMemory container) =>
        container.WaitingReason == WaitingReasons.Creating && memory.Containers.Any(other => other.Role is ContainerRole.Init or ContainerRole.Sidecar)
            ? WaitingReasons.Initializing
            : container.WaitingReason;

    private static V1ContainerState Terminated(ContainerEnd end) => new()
    {
        Terminated = new V1ContainerStateTerminated
        {
            ExitCode = end.ExitCode,
            Reason = end.Reason,
            Message = end.Message,
            StartedAt = Time(end.StartedAt),
            FinishedAt = Time(end.FinishedAt),
            ContainerID = IdOf(end.ContainerId),
        },
    };

    private static string? IdOf(string? id) => id is null ? null : $"workshop://{id}";

    /// <summary>Kubernetes stores whole seconds.</summary>
    private static DateTime Time(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
