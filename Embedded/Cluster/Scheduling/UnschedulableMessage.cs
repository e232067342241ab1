using k8s.Models;

namespace Workshop.Cluster.Scheduling;

/// <summary>Says why no node can take a pod, as Kubernetes' scheduler says it.</summary>
internal static class UnschedulableMessage
{
    private const string NotHelpful = "Preemption is not helpful for scheduling";
    private const string NoVictims = "No preemption victims found for incoming pod";
    private const string NotEligible = "preemption: not eligible due to preemptionPolicy=Never.";

    /// <param name="refusals">One list for each node.</param>
    public static string For(V1Pod pod, IReadOnlyCollection<IReadOnlyList<Refusal>> refusals)
    {
        var reasons = Histogram(refusals.SelectMany(list => list).Select(refusal => refusal.Reason));
        var preemption = Histogram(refusals.Select(list => list.All(refusal => refusal.WouldPreemptionHelp) ? NoVictims : NotHelpful));
        return Text(pod, refusals.Count, reasons, preemption);
    }

    /// <summary>Where something is missing that no node could make up for.</summary>
    public static string For(V1Pod pod, int nodes, string missing) => Text(pod, nodes, missing, $"{nodes} {NotHelpful}");

    private static string Text(V1Pod pod, int nodes, string reasons, string preemption) =>
        $"0/{nodes} nodes are available: {reasons}. {(pod.Spec.PreemptionPolicy == "Never" ? NotEligible : $"preemption: 0/{nodes} nodes are available: {preemption}.")}";

    private static string Histogram(IEnumerable<string> reasons) =>
        string.Join(", ", reasons.CountBy(reason => reason).Select(pair => $"{pair.Value} {pair.Key}").Order(StringComparer.Ordinal));
}
