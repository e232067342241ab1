using System.Collections.Concurrent;
using Workshop.Cluster.Usage;

namespace Workshop.Cluster.Nodes.Metering;

/// <summary>Measures the processes of all running containers, all in one go, and leaves the outcome in the <see cref="UsageStore"/>.</summary>
internal sealed class UsageMeter(IProcessTable processes, UsageStore store, ClusterOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Watched> _watched = new(StringComparer.Ordinal);

    // As the metrics server's: of a container that has only just begun, too little is known to speak of an average.
    private readonly TimeSpan _leastWindow = options.Autoscaling.MeasurePeriod * 2 / 3;

    /// <summary>From now on it is measured; what it uses from its start is counted.</summary>
    public void Watch(MeteredContainer container) => _watched[container.Id] = new Watched(container, time.GetTimestamp());

    public void Forget(string containerId) => _watched.TryRemove(containerId, out _);

    /// <summary>One measurement; calls must not overlap.</summary>
    public void Measure()
    {
        var watched = _watched.Values.Where(item => !item.Container.Process.Exited.IsCompleted).ToList();
        var readings = processes.Read([.. watched.Select(item => new ProcessTree(item.Container.Process.Id, item.Container.Process.Members))]);
        var (now, at) = (time.GetTimestamp(), time.GetUtcNow());
        foreach (var (item, reading) in watched.Zip(readings))
        {
            Take(item, reading, now);
        }

        store.Current = new UsageSnapshot(at, options.Autoscaling.MeasurePeriod, Pods(watched, at), Nodes(watched));
    }

    private void Take(Watched item, IReadOnlyList<ProcessUsage> reading, long now)
    {
        var window = time.GetElapsedTime(item.BaseAt, now);
        if (window < _leastWindow || reading.Count == 0)
        {
            // The next reading then speaks of the time since the same base. Nothing to read: it is just ending.
            return;
        }

        var cpu = TreePlan.CpuBetween(item.Base, reading);
        item.Usage = new ContainerUsage(item.Container.Name, (long)(cpu / window * 1_000_000_000), TreePlan.Bytes(reading));
        (item.Base, item.BaseAt, item.Window) = (reading, now, window);
    }

    private static Dictionary<string, PodUsage> Pods(List<Watched> watched, DateTimeOffset at) => watched
        .GroupBy(item => item.Container.PodUid)
        .Where(pod => pod.All(item => item.Usage is not null))
        .ToDictionary(pod => pod.Key, pod => new PodUsage(at, pod.Min(item => item.Window), [.. pod.Select(item => item.Usage!).OrderBy(usage => usage.Name, StringComparer.Ordinal)]));

    private static Dictionary<string, ContainerUsage> Nodes(List<Watched> watched) => watched
        .Where(item => item.Usage is not null)
        .GroupBy(item => item.Container.Node)
        .ToDictionary(node => node.Key, node => new ContainerUsage(node.Key, node.Sum(item => item.Usage!.Nanocores), node.Sum(item => item.Usage!.Bytes)));

    /// <summary>Only the measuring task changes it.</summary>
    private sealed class Watched(MeteredContainer container, long startedAt)
    {
        public MeteredContainer Container { get; } = container;

        public IReadOnlyList<ProcessUsage> Base { get; set; } = [];

        public long BaseAt { get; set; } = startedAt;

        public TimeSpan Window { get; set; }

        public ContainerUsage? Usage { get; set; }
    }
}
