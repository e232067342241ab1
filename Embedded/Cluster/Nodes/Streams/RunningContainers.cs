using System.Collections.Concurrent;
using Workshop.Cluster.Nodes.Pods;

namespace Workshop.Cluster.Nodes.Streams;

/// <summary>The runs of containers that are under way on this machine, for those who want to join one.</summary>
internal sealed class RunningContainers
{
    private readonly ConcurrentDictionary<(string Uid, string Container), ContainerRun> _runs = new();

    public void Add(string podUid, string container, ContainerRun run)
    {
        _runs[(podUid, container)] = run;
        run.Ending.Register(() => _runs.TryRemove(new((podUid, container), run)));
    }

    /// <returns>Null: it does not run here, or not any more.</returns>
    public ContainerRun? Find(string podUid, string container) =>
        _runs.TryGetValue((podUid, container), out var run) && !run.Ending.IsCancellationRequested ? run : null;
}
