using System.Collections.Immutable;
using k8s.Models;

namespace Workshop.ClusterPage.Watching;

/// <summary>A container of a pod: what was asked for, and what its node last reported of it.</summary>
public sealed record ContainerState(ContainerTemplate Template)
{
    public string Name => Template.Name;

    public string Image => Template.Image;

    public int Restarts { get; init; }

    public ContainerPhase Phase { get; init; }

    /// <value>Why it waits or has ended, such as CrashLoopBackOff; empty while it runs.</value>
    public string Reason { get; init; } = "";

    public string Message { get; init; } = "";

    /// <value>How the run before this one ended; null if there was none.</value>
    public int? LastExitCode { get; init; }

    public static ImmutableArray<ContainerState> AllOf(V1Pod pod) =>
        [.. ContainerTemplate.AllOf(pod.Spec).Select(template => From(template, pod.Status?.ContainerStatuses?.FirstOrDefault(status => status.Name == template.Name)))];

    private static ContainerState From(ContainerTemplate template, V1ContainerStatus? status)
    {
        var state = status?.State;
        return new ContainerState(template)
        {
            Restarts = status?.RestartCount ?? 0,
            Phase = PhaseOf(state),
            Reason = state?.Waiting?.Reason ?? state?.Terminated?.Reason ?? "",
            Message = state?.Waiting?.Message ?? state?.Terminated?.Message ?? "",
            LastExitCode = status?.LastState?.Terminated?.ExitCode,
        };
    }

    private static ContainerPhase PhaseOf(V1ContainerState? state) => state switch
    {
        { Terminated: not null } => ContainerPhase.Terminated,
        { Running: not null } => ContainerPhase.Running,
        { Waiting: not null } => ContainerPhase.Waiting,
        _ => ContainerPhase.Unknown,
    };
}
