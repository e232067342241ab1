using k8s.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Network;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Nodes.Scaling;

/// <summary>Adds a node for pods that fit nowhere, and takes it away when nothing has run on it for a while. Does nothing unless the options allow more nodes than there are.</summary>
internal sealed partial class NodeAutoscaler(
    NodeAgents agents, NodeRegistrar registrar, NodeSet nodes, LoopbackRange range, IClusterClient client, IEventRecorder events, ClusterOptions options, TimeProvider time, ILogger<NodeAutoscaler> logger)
    : IHostedService, IAsyncDisposable
{
    public const string Component = "cluster-autoscaler";

    private readonly CancellationTokenSource _stopping = new();
    private readonly Uptime _uptime = new(time);
    private readonly Dictionary<int, TimeSpan> _idleSince = [];
    private Task _scanning = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _scanning = options.NodeAutoscaling.MostNodes > options.NodeCount ? Task.Run(ScanAsync, CancellationToken.None) : Task.CompletedTask;
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _scanning.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stopping.Dispose();
    }

    private async Task ScanAsync()
    {
        using var timer = new PeriodicTimer(options.NodeAutoscaling.ScanPeriod, time);
        while (await timer.WaitForNextTickAsync(_stopping.Token))
        {
            try
            {
                await LookAsync();
            }
            catch (Exception e) when (e is not OutOfMemoryException && !_stopping.IsCancellationRequested)
            {
                LogFailed(e);
            }
        }
    }

    /// <summary>One look at the pods that wait and at the nodes that idle.</summary>
    public Task LookAsync()
    {
        Grow();
        return ShrinkAsync();
    }

    private void Grow()
    {
        var free = Enumerable.Range(0, options.NodeAutoscaling.MostNodes).Except(nodes.Indexes).ToList();
        var plan = NodeScalePlan.For(client.List<V1Node>(), client.List<V1Pod>(), client.List<V1Namespace>(), number => Template(free.Count > number ? free[number] : options.NodeAutoscaling.MostNodes), free.Count);
        var before = nodes.Indexes.Count;
        foreach (var index in free.Take(plan.Add))
        {
            agents.Add(index);
        }

        foreach (var pod in plan.Helped)
        {
            events.Record(pod, "Normal", "TriggeredScaleUp", $"pod triggered scale-up: [{{workshop {before}->{before + plan.Add} (max: {options.NodeAutoscaling.MostNodes})}}]", Component);
        }

        foreach (var pod in plan.Refused)
        {
            events.Record(pod, "Normal", "NotTriggerScaleUp", "pod didn't trigger scale-up: 1 max node group size reached", Component);
        }
    }

    // First marked, and taken away at the next look: what the scheduler had decided before it saw the mark has come to light by then.
    private async Task ShrinkAsync()
    {
        foreach (var index in nodes.Indexes.Where(index => index >= options.NodeCount).ToList())
        {
            var name = NodeObjects.NameOf(index);
            var isDue = HasIdledEnough(index, name);
            if (client.Find<V1Node>("", name) is { } node)
            {
                if (NodeScalePlan.IsMarked(node) != isDue)
                {
                    registrar.MarkForDeletion(name, isDue);
                    events.Record(node, "Normal", isDue ? "ScaleDown" : "ScaleDownFailed", isDue ? "marked the node as toBeDeleted/unschedulable" : "unmarked the node: pods have come to it", Component);
                    continue;
                }

                if (isDue)
                {
                    events.Record(node, "Normal", "ScaleDown", "node removed by cluster autoscaler", Component);
                }
            }

            if (isDue)
            {
                _idleSince.Remove(index);
                await agents.RemoveAsync(index);
            }
        }
    }

    private bool HasIdledEnough(int index, string name)
    {
        if (!NodeScalePlan.IsIdle(name, client.List<V1Pod>()))
        {
            _idleSince.Remove(index);
            return false;
        }

        return !_idleSince.TryAdd(index, _uptime.Now) && _uptime.Now - _idleSince[index] >= options.NodeAutoscaling.IdleTime;
    }

    private V1Node Template(int index)
    {
        var node = NodeObjects.Node(index, range);
        node.Status = NodeObjects.Status(index, range, options.StateFolder, null, time.GetKubernetesNow());
        return node;
    }

    [LoggerMessage(EventId = 3426, Level = LogLevel.Error, Message = "Nodes could not be added or taken away; tried again soon")]
    private partial void LogFailed(Exception e);
}
