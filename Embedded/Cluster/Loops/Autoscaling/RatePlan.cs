using k8s.Models;

namespace Workshop.Cluster.Loops.Autoscaling;

/// <summary>
/// Decides how fast an autoscaler follows its metrics; touches nothing. First the windows: it shrinks only to the highest that was wanted in a while, and grows only to the
/// lowest. Then the policies: so many pods, or so large a part, in a period. Last the bounds.
/// </summary>
internal sealed class RatePlan(V2HorizontalPodAutoscalerSpec spec, int present, AutoscalerMemory memory, Cluster.Autoscaling options, DateTimeOffset now)
{
    private static readonly (string, string) Ready = ("ReadyForNewScale", "recommended size matches current size");
    private static readonly (string, string) WithinRange = ("DesiredWithinRange", "the desired count is within the acceptable range");
    private static readonly (string, string) TooMany = ("TooManyReplicas", "the desired replica count is more than the maximum replica count");
    private static readonly (string, string) TooFew = ("TooFewReplicas", "the desired replica count is less than the minimum replica count");
    private static readonly (string, string) TooFastUp = ("ScaleUpLimit", "the desired replica count is increasing faster than the maximum scale rate");
    private static readonly (string, string) TooFastDown = ("ScaleDownLimit", "the desired replica count is decreasing faster than the maximum scale rate");
    private static readonly (string, string) UpStabilized = ("ScaleUpStabilized", "recent recommendations were lower than current one, applying the lowest recent recommendation");
    private static readonly (string, string) DownStabilized = ("ScaleDownStabilized", "recent recommendations were higher than current one, applying the highest recent recommendation");

    private int Least => spec.MinReplicas ?? 1;

    public RateDecision For(int wanted)
    {
        var stabilized = spec.Behavior is { } behavior ? Stabilized(wanted, behavior) : HighestSince(wanted, options.DownscaleStabilization);
        var able = stabilized == wanted ? Ready : spec.Behavior is not null && wanted >= present ? UpStabilized : DownStabilized;
        var (replicas, limit) = spec.Behavior is null ? WithinDefaults(stabilized) : WithinPolicies(stabilized, spec.Behavior);
        var keptFor = spec.Behavior is null ? options.DownscaleStabilization : Longest(UpWindow(spec.Behavior), DownWindow(spec.Behavior));
        return new RateDecision(replicas, able, replicas != stabilized, limit, memory.WithRecommendation(wanted, now, keptFor));
    }

    /// <summary>For how long a change still counts in a policy.</summary>
    public static TimeSpan LongestPeriod(V2HorizontalPodAutoscalerBehavior behavior) => (behavior.ScaleUp?.Policies ?? [])
        .Concat(behavior.ScaleDown?.Policies ?? [])
        .Aggregate(TimeSpan.Zero, (longest, policy) => Longest(longest, TimeSpan.FromSeconds(policy.PeriodSeconds)));

    private int HighestSince(int wanted, TimeSpan window) => memory.Recommendations.Where(item => item.At >= now - window).Aggregate(wanted, (highest, item) => Math.Max(highest, item.Count));

    private int Stabilized(int wanted, V2HorizontalPodAutoscalerBehavior behavior)
    {
        var (upCutoff, downCutoff) = (now - UpWindow(behavior), now - DownWindow(behavior));
        var lowest = memory.Recommendations.Where(item => item.At > upCutoff).Aggregate(wanted, (count, item) => Math.Min(count, item.Count));
        var highest = memory.Recommendations.Where(item => item.At > downCutoff).Aggregate(wanted, (count, item) => Math.Max(count, item.Count));
        return Math.Min(Math.Max(present, lowest), highest);
    }

    private static TimeSpan UpWindow(V2HorizontalPodAutoscalerBehavior behavior) => TimeSpan.FromSeconds(behavior.ScaleUp?.StabilizationWindowSeconds ?? 0);

    private TimeSpan DownWindow(V2HorizontalPodAutoscalerBehavior behavior) =>
        behavior.ScaleDown?.StabilizationWindowSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : options.DownscaleStabilization;

    // Without a behaviour: twice as many at once, or four.
    private (int Replicas, (string, string) Limit) WithinDefaults(int wanted)
    {
        var fastest = Math.Max(present * 2, 4);
        return wanted < Least ? (Least, TooFew)
            : wanted > Math.Min(spec.MaxReplicas, fastest) ? (Math.Min(spec.MaxReplicas, fastest), spec.MaxReplicas > fastest ? TooFastUp : TooMany)
            : (wanted, WithinRange);
    }

    private (int Replicas, (string, string) Limit) WithinPolicies(int wanted, V2HorizontalPodAutoscalerBehavior behavior)
    {
        if (wanted > present)
        {
            var fastest = Math.Max(present, UpLimit(behavior.ScaleUp));
            var most = Math.Min(spec.MaxReplicas, fastest);
            return wanted > most ? (most, spec.MaxReplicas > fastest ? TooFastUp : TooMany) : (wanted, WithinRange);
        }

        if (wanted < present)
        {
            var fastest = Math.Min(present, DownLimit(behavior.ScaleDown));
            var least = Math.Max(Least, fastest);
            return wanted < least ? (least, Least < fastest ? TooFastDown : TooFew) : (wanted, WithinRange);
        }

        return (wanted, WithinRange);
    }

    // Rounded up: otherwise a small part of few pods would never be one more.
    private int UpLimit(V2HPAScalingRules? rules) => Limit(rules, present, smallestChange: Enumerable.Min, largestChange: Enumerable.Max, (policy, start) =>
        policy.Type == "Pods" ? start + policy.Value : (int)Math.Ceiling(start * (1 + (policy.Value / 100.0))));

    private int DownLimit(V2HPAScalingRules? rules) => Limit(rules, present, smallestChange: Enumerable.Max, largestChange: Enumerable.Min, (policy, start) =>
        policy.Type == "Pods" ? start - policy.Value : (int)(start * (1 - (policy.Value / 100.0))));

    private int Limit(
        V2HPAScalingRules? rules, int fallback, Func<IEnumerable<int>, int> smallestChange, Func<IEnumerable<int>, int> largestChange, Func<V2HPAScalingPolicy, int, int> reach)
    {
        if (rules?.SelectPolicy == "Disabled" || rules?.Policies is not { Count: > 0 } policies)
        {
            return fallback;
        }

        var limits = policies.Select(policy => reach(policy, AtStartOf(TimeSpan.FromSeconds(policy.PeriodSeconds))));
        return rules.SelectPolicy == "Min" ? smallestChange(limits) : largestChange(limits);
    }

    private int AtStartOf(TimeSpan period) => present - memory.AddedSince(now - period) + memory.RemovedSince(now - period);

    private static TimeSpan Longest(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
