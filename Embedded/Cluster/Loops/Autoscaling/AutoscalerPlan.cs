using k8s.Models;
using Workshop.Cluster.Usage;

namespace Workshop.Cluster.Loops.Autoscaling;

/// <summary>Decides how many pods an autoscaler gives its target now, and what it says of it; touches nothing.</summary>
internal sealed class AutoscalerPlan(V2HorizontalPodAutoscaler autoscaler, Cluster.Autoscaling options, DateTimeOffset now, DateTime time)
{
    private const string Able = "AbleToScale";
    private const string Active = "ScalingActive";
    private const string Limited = "ScalingLimited";

    private readonly V2HorizontalPodAutoscalerSpec _spec = autoscaler.Spec;
    private readonly V2HorizontalPodAutoscalerStatus _before = autoscaler.Status ?? new V2HorizontalPodAutoscalerStatus();

    /// <summary>A target that is not there, or is no such thing.</summary>
    public V2HorizontalPodAutoscalerStatus Lost(string why) =>
        Same(Conditions.With(Able, false, ("FailedGetScale", $"the HPA controller was unable to get the target's current scale: {why}"), time));

    /// <param name="memory">Null: the first pass.</param>
    public AutoscalerStep For(ScaleTarget target, UsageSnapshot usage, AutoscalerMemory? memory)
    {
        memory = memory?.Uid == autoscaler.Metadata.Uid ? memory : AutoscalerMemory.New(autoscaler.Metadata.Uid, target.Replicas, now);
        var found = Conditions.With(Able, true, ("SucceededGetScale", "the HPA controller was able to get the target's current scale"), time);
        var (present, least, most) = (target.Replicas, _spec.MinReplicas ?? 1, _spec.MaxReplicas);
        if (present == 0 && least != 0)
        {
            return new AutoscalerStep(Status(0, 0, null, found.With(Active, false, ("ScalingDisabled", "scaling is disabled since the replica count of the target is zero"), time)), memory, []);
        }

        return present > most ? Rescaled(target, most, "Current number of replicas above Spec.MaxReplicas", [], null, found, memory)
            : present < least ? Rescaled(target, least, "Current number of replicas below Spec.MinReplicas", [], null, found, memory)
            : ByMetrics(target, usage, found, memory);
    }

    /// <summary>The step when its change was refused.</summary>
    public V2HorizontalPodAutoscalerStatus NotRescaled(AutoscalerStep step, ScaleTarget target, string why)
    {
        var conditions = ((IReadOnlyList<V2HorizontalPodAutoscalerCondition>)[.. step.Status.Conditions])
            .With(Able, false, ("FailedUpdateScale", $"the HPA controller was unable to update the target scale: {why}"), time);
        return Status(target.Replicas, _before.DesiredReplicas, step.Status.CurrentMetrics, conditions);
    }

    private AutoscalerStep ByMetrics(ScaleTarget target, UsageSnapshot usage, IReadOnlyList<V2HorizontalPodAutoscalerCondition> found, AutoscalerMemory memory)
    {
        if (target.Selector.Length == 0)
        {
            var conditions = found.With(Active, false, ("InvalidSelector", "the HPA target's scale is missing a selector"), time);
            return Failed(target, conditions, null, memory, [AutoscalerEvent.Warning("SelectorRequired", "selector is required")], "selector is required");
        }

        if (target.Autoscalers.Count > 1)
        {
            // Each would undo what the other does.
            var why = $"pods by selector {target.Selector} are controlled by multiple HPAs: [{string.Join(' ', target.Autoscalers)}]";
            return Failed(target, found.With(Active, false, ("AmbiguousSelector", why), time), null, memory, [AutoscalerEvent.Warning("AmbiguousSelector", why)], why);
        }

        var plan = new MetricPlan(autoscaler.Metadata.NamespaceProperty, target, usage, options, now);
        var outcomes = (_spec.Metrics ?? []).Select(plan.For).ToList();
        var (failures, proposals) = (outcomes.OfType<MetricFailure>().ToList(), outcomes.OfType<MetricProposal>().ToList());
        var events = failures.Select(failure => AutoscalerEvent.Warning(failure.Reason, failure.Message)).ToList();
        List<V2MetricStatus> current = [.. outcomes.Select(outcome => outcome.Status)];

        // The largest counts. A metric that cannot be had might have asked for more: then nothing shrinks.
        var largest = proposals.MaxBy(proposal => proposal.Replicas);
        if (largest is null || (failures.Count > 0 && largest.Replicas < target.Replicas))
        {
            var (first, all) = (failures[0], outcomes.Count);
            var conditions = found.With(Active, false, (first.Reason, $"the HPA was unable to compute the replica count: {first.Message}"), time);
            return Failed(target, conditions, current, memory, events, $"invalid metrics ({failures.Count} invalid out of {all}), first error is: {first.Error}");
        }

        var valid = found.With(Active, true, ("ValidMetricFound", $"the HPA was able to successfully calculate a replica count from {largest.Name}"), time);
        var rate = new RatePlan(_spec, target.Replicas, memory, options, now).For(largest.Replicas);
        var decided = valid.With(Able, true, rate.Able, time).With(Limited, rate.IsLimited, rate.Limit, time);
        return rate.Replicas == target.Replicas
            ? new AutoscalerStep(Status(target.Replicas, target.Replicas, current, decided), rate.Memory, events)
            : Rescaled(target, rate.Replicas, WhyOf(largest, target), events, current, decided, rate.Memory);
    }

    // As Kubernetes says it: of what was wanted, not of what windows and limits made of it.
    private static string WhyOf(MetricProposal largest, ScaleTarget target) =>
        largest.Replicas > target.Replicas ? $"{largest.Name} above target" : largest.Replicas < target.Replicas ? "All metrics below target" : "";

    private AutoscalerStep Rescaled(
        ScaleTarget target, int replicas, string why, List<AutoscalerEvent> events, IList<V2MetricStatus>? current, IReadOnlyList<V2HorizontalPodAutoscalerCondition> conditions, AutoscalerMemory memory)
    {
        var status = Status(
            target.Replicas, replicas, current, conditions.With(Able, true, ("SucceededRescale", $"the HPA controller was able to update the target scale to {replicas}"), time));
        status.LastScaleTime = time;
        var next = _spec.Behavior is { } behavior ? memory.WithChange(replicas - target.Replicas, now, RatePlan.LongestPeriod(behavior)) : memory;
        return new AutoscalerStep(status, next, events, replicas, why);
    }

    private AutoscalerStep Failed(
        ScaleTarget target, IReadOnlyList<V2HorizontalPodAutoscalerCondition> conditions, IList<V2MetricStatus>? current, AutoscalerMemory memory, List<AutoscalerEvent> events, string error) =>
        new(Status(target.Replicas, _before.DesiredReplicas, current, conditions), memory, [.. events, AutoscalerEvent.Warning("FailedComputeMetricsReplicas", error)]);

    private IReadOnlyList<V2HorizontalPodAutoscalerCondition> Conditions => [.. _before.Conditions ?? []];

    private V2HorizontalPodAutoscalerStatus Same(IReadOnlyList<V2HorizontalPodAutoscalerCondition> conditions) =>
        Status(_before.CurrentReplicas ?? 0, _before.DesiredReplicas, _before.CurrentMetrics, conditions);

    private V2HorizontalPodAutoscalerStatus Status(int current, int desired, IList<V2MetricStatus>? metrics, IReadOnlyList<V2HorizontalPodAutoscalerCondition> conditions) => new()
    {
        ObservedGeneration = _before.ObservedGeneration,
        CurrentReplicas = current,
        DesiredReplicas = desired,
        LastScaleTime = _before.LastScaleTime,
        CurrentMetrics = metrics,
        Conditions = [.. conditions],
    };
}
