using System.Globalization;
using k8s.Models;

namespace Workshop.Cluster.Loops.Disruption;

/// <summary>Decides how many pods of a budget may be disturbed now; touches nothing.</summary>
internal static class DisruptionPlan
{
    /// <summary>An eviction that was allowed and did not come about is forgotten after this.</summary>
    public static readonly TimeSpan DeletionLimit = TimeSpan.FromMinutes(2);

    /// <param name="pods">Those that the budget selects.</param>
    /// <param name="wanted">How many pods their controllers want in all.</param>
    public static V1PodDisruptionBudgetStatus For(V1PodDisruptionBudget budget, IReadOnlyCollection<V1Pod> pods, int wanted, DateTime now)
    {
        var disturbed = StillDisturbed(budget, pods, now);
        var (expected, desired) = Expected(budget.Spec, pods.Count, wanted);
        var healthy = pods.Count(pod => PodFacts.IsReady(pod) && !PodFacts.IsTerminating(pod) && !disturbed.ContainsKey(pod.Metadata.Name));
        var allowed = expected <= 0 ? 0 : Math.Max(healthy - desired, 0);
        return new V1PodDisruptionBudgetStatus
        {
            CurrentHealthy = healthy,
            DesiredHealthy = desired,
            ExpectedPods = expected,
            DisruptionsAllowed = allowed,
            DisruptedPods = disturbed.Count == 0 ? null : disturbed,
            ObservedGeneration = budget.Metadata.Generation,
            Conditions = [Condition(budget, allowed > 0, now)],
        };
    }

    /// <returns>When an entry that did not come about is to be forgotten; null: there is none.</returns>
    public static TimeSpan? NextIn(V1PodDisruptionBudgetStatus status, DateTime now) =>
        status.DisruptedPods is { Count: > 0 } disturbed ? disturbed.Values.Min() + DeletionLimit - now : null;

    private static Dictionary<string, DateTime?> StillDisturbed(V1PodDisruptionBudget budget, IReadOnlyCollection<V1Pod> pods, DateTime now) =>
        (budget.Status?.DisruptedPods ?? new Dictionary<string, DateTime?>())
            .Where(entry => entry.Value + DeletionLimit > now && pods.Any(pod => pod.Metadata.Name == entry.Key && !PodFacts.IsTerminating(pod)))
            .ToDictionary();

    private static (int Expected, int Desired) Expected(V1PodDisruptionBudgetSpec spec, int count, int wanted)
    {
        if (spec.MaxUnavailable?.Value is { } most)
        {
            return (wanted, Math.Max(wanted - Resolve(most, wanted), 0));
        }

        var least = spec.MinAvailable?.Value ?? "0";
        return least.EndsWith('%') ? (wanted, Resolve(least, wanted)) : (count, Resolve(least, count));
    }

    private static int Resolve(string value, int of) => value.EndsWith('%')
        ? (int)Math.Ceiling(int.Parse(value.AsSpan(0, value.Length - 1), CultureInfo.InvariantCulture) * of / 100.0)
        : int.Parse(value, CultureInfo.InvariantCulture);

    private static V1Condition Condition(V1PodDisruptionBudget budget, bool isAllowed, DateTime now)
    {
        var status = isAllowed ? "True" : "False";
        var before = budget.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "DisruptionAllowed");
        return new V1Condition
        {
            Type = "DisruptionAllowed",
            Status = status,
            Reason = isAllowed ? "SufficientPods" : "InsufficientPods",
            Message = "",
            ObservedGeneration = budget.Metadata.Generation,
            LastTransitionTime = before?.Status == status ? before.LastTransitionTime : now,
        };
    }
}
