using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Nodes.Power;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Start;

/// <summary>Waits until the wanted number of nodes says Ready; one that is switched off is as ready as it will be.</summary>
internal static class NodesReady
{
    /// <exception cref="ClusterException">It did not happen within the limit; names the nodes that are ready.</exception>
    public static async Task WaitAsync(IObjectRegistry registry, int count, TimeSpan limit, TimeProvider time, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            await WaitAsync(registry, count, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            var ready = Ready(registry);
            throw new ClusterException(
                $"Only {ready.Count} of {count} nodes became Ready within {limit.TotalSeconds:0} s ({(ready.Count == 0 ? "none" : string.Join(", ", ready))}). The log above says what held them up.");
        }
    }

    private static async Task WaitAsync(IObjectRegistry registry, int count, CancellationToken ct)
    {
        var since = registry.ResourceVersion;
        if (Ready(registry).Count >= count)
        {
            return;
        }

        await foreach (var _ in registry.WatchAsync(KindTable.Node, ns: null, since, ct))
        {
            if (Ready(registry).Count >= count)
            {
                return;
            }
        }
    }

    private static List<string> Ready(IObjectRegistry registry) =>
    [
        .. registry.List(KindTable.Node, ns: null).Items
            .Where(item => NodePower.IsOff(item.As<V1Node>()) || item.As<V1Node>().Status?.Conditions?.Any(condition => condition.Type == "Ready" && condition.Status == "True") == true)
            .Select(item => item.Key.Name),
    ];
}
