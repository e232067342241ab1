using System.Collections.Immutable;
using Workshop.Dashboard.Shell.Parts;
using Workshop.Dashboard.Watching;

namespace Workshop.Dashboard.Resources;

/// <summary>Judges a workload: what it is meant to be, what it is, and if they differ, why.</summary>
internal static class WorkloadCondition
{
    public static Condition Of(DeploymentState deployment, ImmutableArray<PodRow> pods)
    {
        if (deployment.Condition("Progressing") is { IsTrue: false, Reason: "ProgressDeadlineExceeded" } stuck)
        {
            return new(StateKind.Bad, "Stuck", Join(stuck.Message, Worst(pods)?.Reason));
        }

        if (Worst(pods) is { Kind: StateKind.Bad } bad)
        {
            return bad with { Reason = Join(Missing(deployment), bad.Reason) };
        }

        return deployment switch
        {
            { IsPaused: true, IsSettled: false } => new(StateKind.Warning, "Paused", "Changes wait until the rollout is resumed."),
            { IsSettled: true, Desired: 0 } => new(StateKind.Neutral, "Scaled to 0", "It is meant to have no pods."),
            { IsSettled: true } => new(StateKind.Good, "Running"),
            _ when deployment.ObservedGeneration < deployment.Generation || deployment.Updated < deployment.Desired || deployment.Total > deployment.Updated =>
                new(StateKind.Busy, "Rolling out", $"{deployment.Updated} of {deployment.Desired} pods have the newest template, {deployment.Available} are available."),
            _ => new(Worst(pods)?.Kind ?? StateKind.Busy, deployment.Available == 0 ? "Not ready" : "Partly ready", Join(Missing(deployment), Worst(pods)?.Reason)),
        };
    }

    /// <summary>For owners whose own status is not watched: as good as the worst of its pods.</summary>
    public static Condition Of(ImmutableArray<PodRow> pods) => Worst(pods) ?? pods.FirstOrDefault()?.Condition ?? new(StateKind.Neutral, "No pods");

    private static string Missing(DeploymentState deployment) =>
        deployment.Available >= deployment.Desired ? "" : $"{deployment.Available} of {deployment.Desired} pods are available.";

    // A pod that ends, or has ended well, is no trouble.
    private static Condition? Worst(ImmutableArray<PodRow> pods) =>
        pods.Where(row => row.Condition.Kind is StateKind.Bad or StateKind.Warning || (row.Condition.Kind == StateKind.Busy && !row.Pod.IsTerminating))
            .MaxBy(row => row.Condition.Kind)?.Condition;

    private static string Join(params string?[] sentences) => string.Join(' ', sentences.Where(sentence => !string.IsNullOrEmpty(sentence)));
}
