using System.Globalization;
using k8s.Models;

namespace Workshop.Cluster.Loops.Jobs;

/// <summary>What a Job's podFailurePolicy makes of a failed pod.</summary>
/// <param name="Action">Of the rule that matched: FailJob, FailIndex, Ignore, Count; null where none did.</param>
/// <param name="Message">What the Job says when it fails by it.</param>
internal sealed record JobFailureVerdict(string? Action, string Message)
{
    /// <summary>Whether the failure counts towards the limits.</summary>
    public bool Counts => Action != "Ignore";
}

/// <summary>Holds a failed pod against the rules of a Job's podFailurePolicy: the first that matches decides.</summary>
internal static class JobFailurePolicy
{
    private static readonly JobFailureVerdict Unmatched = new(null, "");

    /// <summary>Whether the pod counts as failed: one that is deleted before it could end does, unless the Job waits for real ends; one that no node had has no other end.</summary>
    public static bool IsFailed(V1Job job, V1Pod pod) =>
        pod.Status?.Phase == "Failed"
        || (PodFacts.IsTerminating(pod) && pod.Status?.Phase != "Succeeded" && (job.Spec.PodReplacementPolicy != "Failed" || string.IsNullOrEmpty(pod.Spec.NodeName)));

    public static JobFailureVerdict Judge(V1Job job, V1Pod pod)
    {
        if (pod.Status?.Phase != "Failed")
        {
            return Unmatched;
        }

        var rules = job.Spec.PodFailurePolicy?.Rules ?? [];
        for (var i = 0; i < rules.Count; i++)
        {
            var why = rules[i].OnExitCodes is { } codes ? MatchCodes(codes, pod) : MatchConditions(rules[i].OnPodConditions, pod);
            if (why is not null)
            {
                return new JobFailureVerdict(rules[i].Action, string.Create(CultureInfo.InvariantCulture, $"{why} matching {rules[i].Action} rule at index {i}"));
            }
        }

        return Unmatched;
    }

    private static string? MatchCodes(V1PodFailurePolicyOnExitCodesRequirement rule, V1Pod pod)
    {
        var ended = (pod.Status.ContainerStatuses ?? []).Concat(pod.Status.InitContainerStatuses ?? [])
            .Where(status => rule.ContainerName is null || status.Name == rule.ContainerName)
            .FirstOrDefault(status => status.State?.Terminated is { ExitCode: not 0 } end && rule.Values.Contains(end.ExitCode) == (rule.OperatorProperty == "In"));
        return ended is null ? null : string.Create(
            CultureInfo.InvariantCulture, $"Container {ended.Name} for pod {pod.Metadata.NamespaceProperty}/{pod.Metadata.Name} failed with exit code {ended.State.Terminated.ExitCode}");
    }

    private static string? MatchConditions(IList<V1PodFailurePolicyOnPodConditionsPattern>? patterns, V1Pod pod)
    {
        var matched = (patterns ?? []).FirstOrDefault(pattern => PodFacts.Condition(pod, pattern.Type)?.Status == (pattern.Status ?? "True"));
        return matched is null ? null : $"Pod {pod.Metadata.NamespaceProperty}/{pod.Metadata.Name} has condition {matched.Type}";
    }
}
