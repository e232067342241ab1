namespace Workshop.Cluster.Loops.Autoscaling;

/// <summary>Pods by how much their measures are worth. Of those that end or have failed, nothing counts.</summary>
/// <param name="Measured">Their measures count.</param>
/// <param name="Unready">They are starting: their measures do not count yet.</param>
/// <param name="Missing">They should have been measured and were not.</param>
internal sealed record PodGroups(IReadOnlyList<PodMeasure> Measured, IReadOnlyList<PodMeasure> Unready, IReadOnlyList<PodMeasure> Missing)
{
    /// <param name="resource">Only for <c>cpu</c> it matters whether a pod is ready: what starts works hard.</param>
    public static PodGroups Of(IEnumerable<PodMeasure> pods, string resource, Cluster.Autoscaling options, DateTimeOffset now)
    {
        var groups = pods.Where(pod => pod.Pod.Metadata.DeletionTimestamp is null && pod.Pod.Status?.Phase != "Failed").ToLookup(pod => GroupOf(pod, resource, options, now));
        return new PodGroups([.. groups[nameof(Measured)]], [.. groups[nameof(Unready)]], [.. groups[nameof(Missing)]]);
    }

    private static string GroupOf(PodMeasure pod, string resource, Cluster.Autoscaling options, DateTimeOffset now) =>
        pod.Pod.Status?.Phase is null or "Pending" ? nameof(Unready)
        : pod.Thousandths is null ? nameof(Missing)
        : resource == "cpu" && !CountsForProcessors(pod, options, now) ? nameof(Unready)
        : nameof(Measured);

    private static bool CountsForProcessors(PodMeasure pod, Cluster.Autoscaling options, DateTimeOffset now)
    {
        if (PodFacts.Condition(pod.Pod, "Ready") is not { LastTransitionTime: { } changedAt } ready || pod.Pod.Status.StartTime is not { } startedAt)
        {
            return false;
        }

        // While it may still be starting, only a measure that was taken wholly since it is ready; later, any, unless it never was ready.
        return startedAt + options.CpuInitializationPeriod > now
            ? ready.Status != "False" && pod.Timestamp >= changedAt + pod.Window
            : ready.Status != "False" || startedAt + options.InitialReadinessDelay <= changedAt;
    }
}
