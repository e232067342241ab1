using k8s.Models;

namespace Workshop.Hosting.Rows;

/// <summary>One start of a container; the first has number 0.</summary>
/// <param name="HasStarted">It has a log.</param>
internal readonly record struct ContainerRun(string Container, int Number, bool HasStarted)
{
    /// <summary>The containers of a pod that may have something to say, in the order in which they start.</summary>
    public static IReadOnlyList<ContainerRun> Of(V1Pod pod) =>
    [
        .. (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? [])
            .Select(status => new ContainerRun(status.Name, NumberOf(status), status.State is { Running: not null } or { Terminated: not null })),
    ];

    // While it waits for its next start, the run that there was is already one of the past: a restart counts when it happens.
    private static int NumberOf(V1ContainerStatus status) =>
        status is { State.Waiting: not null, LastState.Terminated: not null } ? status.RestartCount + 1 : status.RestartCount;
}
