using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Workshop.Cluster.Api.Tables;

namespace Workshop.Hosting.Rows;

/// <summary>
/// A pod's state in a row: kubectl's STATUS. What runs and is not Ready says so with READY's figures, since the word Running alone counts in Aspire as all well.
/// </summary>
internal static class PodWords
{
    private const string Running = "Running";

    private static readonly HashSet<string> OnItsWay = ["Pending", "ContainerCreating", "PodInitializing", "SchedulingGated", "Terminating", "NotReady"];

    public static ResourceStateSnapshot StateOf(V1Pod pod)
    {
        var summary = PodSummaryText.Of(pod);
        if (summary.Reason != Running)
        {
            return new(summary.Reason, StyleOf(summary.Reason));
        }

        var all = summary.Ready == summary.Total;
        return !all || !IsReady(pod) ? new($"{Running} ({(all ? "not Ready" : ReadyOf(summary))})", KnownResourceStateStyles.Info)
            : AspireInternals.KnowsIds ? new(Running, KnownResourceStateStyles.Success)
            : new($"{Running} ({ReadyOf(summary)})", KnownResourceStateStyles.Success);
    }

    /// <summary>kubectl's READY: <c>1/1</c>.</summary>
    public static string ReadyOf(PodSummaryText summary) => $"{summary.Ready}/{summary.Total}";

    private static string StyleOf(string reason) =>
        reason is "Completed" or "Succeeded" ? KnownResourceStateStyles.Success
        : OnItsWay.Contains(reason) || (reason.StartsWith("Init:", StringComparison.Ordinal) && char.IsAsciiDigit(reason["Init:".Length])) ? KnownResourceStateStyles.Info
        : KnownResourceStateStyles.Error;

    // With readiness gates a pod has ready containers long before it is Ready.
    private static bool IsReady(V1Pod pod) => pod.Status?.Conditions?.Any(condition => condition.Type == "Ready" && condition.Status == "True") == true;
}
