using k8s.Models;

namespace Workshop.Cluster.Loops.Autoscaling;

/// <summary>
/// How many pods one measured resource asks for; touches nothing. The load is compared with the target, and pods of which too little is known are counted so that they
/// hold back: on the way up as idle, on the way down as busy.
/// </summary>
internal sealed class ReplicaCalculation(int present, string resource, Cluster.Autoscaling options, DateTimeOffset now)
{
    /// <param name="percent">Of what the pods request.</param>
    /// <param name="container">Null: the whole pod.</param>
    /// <exception cref="MetricException">Nothing that counts was measured, or a container requests nothing.</exception>
    public LoadProposal ByUtilization(IReadOnlyList<PodMeasure> pods, int percent, string? container)
    {
        var groups = Group(pods);
        var requests = pods.ToDictionary(pod => pod.Uid, pod => RequestOf(pod.Pod, container));
        var load = Loads(groups.Measured);
        var first = Utilization(load, requests, percent);
        var replicas = Proposed(groups, load, first.Ratio, again => Utilization(again, requests, percent).Ratio, missing => requests[missing.Uid] * Math.Max(100, percent) / 100);
        return new LoadProposal(replicas, first.Percent, first.Average);
    }

    /// <param name="target">Thousandths a pod.</param>
    /// <exception cref="MetricException">Nothing that counts was measured.</exception>
    public LoadProposal ByAverage(IReadOnlyList<PodMeasure> pods, long target)
    {
        var groups = Group(pods);
        var load = Loads(groups.Measured);
        var average = load.Values.Sum() / load.Count;
        var replicas = Proposed(groups, load, (double)average / target, again => (double)(again.Values.Sum() / again.Count) / target, _ => target);
        return new LoadProposal(replicas, null, average);
    }

    private PodGroups Group(IReadOnlyList<PodMeasure> pods)
    {
        if (pods.All(pod => pod.Thousandths is null))
        {
            throw new MetricException($"unable to get metrics for resource {resource}: no metrics returned from resource metrics API");
        }

        var groups = PodGroups.Of(pods, resource, options, now);
        return groups.Measured.Count > 0 ? groups : throw new MetricException("did not receive metrics for targeted pods (pods might be unready)");
    }

    private int Proposed(PodGroups groups, Dictionary<string, long> load, double ratio, Func<Dictionary<string, long>, double> ratioOf, Func<PodMeasure, long> busy)
    {
        var countsUnready = groups.Unready.Count > 0 && ratio > 1;
        if (!countsUnready && groups.Missing.Count == 0)
        {
            return IsNear(ratio) ? present : Ceiling(ratio * groups.Measured.Count);
        }

        foreach (var pod in groups.Missing)
        {
            load[pod.Uid] = ratio < 1 ? busy(pod) : 0;
        }

        foreach (var pod in countsUnready ? groups.Unready : [])
        {
            load[pod.Uid] = 0;
        }

        var careful = ratioOf(load);
        var proposed = Ceiling(careful * load.Count);
        var turns = (ratio < 1 && careful > 1) || (ratio > 1 && careful < 1) || (careful < 1 && proposed > present) || (careful > 1 && proposed < present);
        return IsNear(careful) || turns ? present : proposed;
    }

    private bool IsNear(double ratio) => Math.Abs(1 - ratio) <= options.Tolerance;

    private static Dictionary<string, long> Loads(IEnumerable<PodMeasure> pods) => pods.ToDictionary(pod => pod.Uid, pod => pod.Thousandths!.Value);

    private static (double Ratio, int Percent, long Average) Utilization(Dictionary<string, long> load, Dictionary<string, long> requests, int target)
    {
        var (used, requested) = (load.Values.Sum(), load.Keys.Sum(uid => requests[uid]));
        if (requested == 0)
        {
            throw new MetricException("no metrics returned matched known pods");
        }

        var percent = (int)(used * 100 / requested);
        return ((double)percent / target, percent, used / load.Count);
    }

    private long RequestOf(V1Pod pod, string? container) => (pod.Spec.InitContainers ?? [])
        .Where(init => init.RestartPolicy == "Always")
        .Concat(pod.Spec.Containers)
        .Where(candidate => container is null || candidate.Name == container)
        .Sum(candidate => candidate.Resources?.Requests?.TryGetValue(resource, out var amount) == true
            ? ToThousandths(amount)
            : throw new MetricException($"missing request for {resource} in container {candidate.Name} of Pod {pod.Metadata.Name}"));

    public static long ToThousandths(ResourceQuantity amount) => (long)Math.Ceiling(amount.ToDecimal() * 1000);

    private static int Ceiling(double number) => (int)Math.Min(int.MaxValue, Math.Ceiling(number));
}

/// <summary>What the load of one resource asks for.</summary>
/// <param name="Percent">Of the requests; null: the target is no percentage.</param>
/// <param name="Average">Thousandths a pod.</param>
internal sealed record LoadProposal(int Replicas, int? Percent, long Average);
