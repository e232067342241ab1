using System.Collections.Concurrent;
using k8s.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Network;
using Workshop.Cluster.Nodes.Pods;
using Workshop.Cluster.Nodes.Power;
using WatchEventType = Workshop.Cluster.Registry.WatchEventType;

namespace Workshop.Cluster.Nodes;

/// <summary>
/// The nodes of this machine. At the start it registers them; then each pod that is bound to one of them gets a worker; at the end all processes are ended, and the objects stay for the next start.
/// </summary>
internal sealed partial class NodeAgents(
    PodServices services, NodeRegistrar registrar, NodeSet set, LoopbackRange range, Informer<V1Pod> pods, Informer<V1ConfigMap> configMaps, Informer<V1Secret> secrets, Informer<V1Node> nodeObjects, ILogger<NodeAgents> logger)
    : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan StatusPeriod = TimeSpan.FromMinutes(5);

    /// <summary>What programs get to end when all of this ends; a little less than the whole stop may take.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(6);

    private readonly ConcurrentDictionary<string, PodWorker> _workers = new();
    private readonly Lock _beginning = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IDisposable> _subscriptions = [];
    private readonly ConcurrentDictionary<string, NodeIdentity> _nodes = new(StringComparer.Ordinal);
    private Task _renewing = Task.CompletedTask;
    private PowerSwitch? _power;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        registrar.Register();
        foreach (var index in set.Indexes)
        {
            _nodes[NodeObjects.NameOf(index)] = Identify(index);
        }

        services.Folders.KeepOnly(pods.List().Select(pod => pod.Metadata.Uid).ToHashSet());
        foreach (var pod in pods.List().Where(pod => FindNode(pod) is not null && pod.Status?.PodIP is not null))
        {
            // Before any other pod can take it.
            services.Addresses.Take(FindNode(pod)!.Index, pod.Metadata.Uid, pod.Status.PodIP);
        }

        _power = new PowerSwitch(TurnOffAsync, TurnOn, logger);
        _power.Start(registrar.All, nodeObjects);
        _subscriptions.Add(pods.Subscribe(OnPod));
        _subscriptions.Add(configMaps.Subscribe(change => OnConfig(change.Key.Namespace)));
        _subscriptions.Add(secrets.Subscribe(change => OnConfig(change.Key.Namespace)));
        _renewing = Task.Run(RenewAsync, CancellationToken.None);
        LogStarted(_nodes.Count, range.Cidr);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _subscriptions.ForEach(subscription => subscription.Dispose());
        _subscriptions.Clear();
        if (_power is not null)
        {
            await _power.DisposeAsync();
        }

        await _stopping.CancelAsync();
        await Task.WhenAll(_workers.Values.Select(worker => worker.ShutDownAsync(StopGrace)));
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers.Values)
        {
            await worker.DisposeAsync();
        }

        _workers.Clear();
        _stopping.Dispose();
    }

    /// <summary>One more node, which takes pods at once.</summary>
    public void Add(int index)
    {
        var name = NodeObjects.NameOf(index);
        set.Add(index);
        registrar.Add(index);
        var node = _nodes[name] = Identify(index);
        foreach (var pod in pods.List().Where(pod => pod.Spec.NodeName == name))
        {
            // The scheduler saw the node before it was known here.
            Begin(node, pod);
        }

        services.Recorder.Record(services.Client.Find<V1Node>("", name)!, "Normal", "NodeReady", $"Node {name} status is now: NodeReady", "kubelet", name);
    }

    /// <summary>Ends what still runs on the node, and the node.</summary>
    public async Task RemoveAsync(int index)
    {
        var name = NodeObjects.NameOf(index);
        set.Remove(index);
        registrar.Delete(name);
        _nodes.TryRemove(name, out _);
        await TurnOffAsync(name);
    }

    private NodeIdentity Identify(int index)
    {
        var name = NodeObjects.NameOf(index);
        return new NodeIdentity(index, name, range.NodeAddress(index).ToString(), services.Client.Find<V1Node>("", name)!.Status.Allocatable);
    }

    private NodeIdentity? FindNode(V1Pod pod) => pod.Spec.NodeName is { Length: > 0 } name ? _nodes.GetValueOrDefault(name) : null;

    private void OnPod(InformerEvent<V1Pod> change)
    {
        if (FindNode(change.Object) is not { } node)
        {
            return;
        }

        var uid = change.Object.Metadata.Uid;
        if (_workers.TryGetValue(uid, out var worker))
        {
            worker.Post(change.Type == WatchEventType.Deleted ? new PodGone() : new PodChanged(change.Object));
        }
        else if (change.Type == WatchEventType.Deleted)
        {
            // Deleted by force while its node was off: nothing runs, but its folders are still there.
            services.Forget(change.Object, node);
        }
        else
        {
            Begin(node, change.Object);
        }
    }

    private void Begin(NodeIdentity node, V1Pod pod)
    {
        lock (_beginning)
        {
            if (!_power!.IsOff(node.Name) && !_workers.ContainsKey(pod.Metadata.Uid))
            {
                var worker = _workers[pod.Metadata.Uid] = new PodWorker(services, node, pod);
                _ = ForgetWhenFinishedAsync(pod.Metadata.Uid, worker);
            }
        }
    }

    /// <summary>As when the power fails: processes end in the middle of what they do, and nobody writes down that they did.</summary>
    private async Task TurnOffAsync(string name)
    {
        PodWorker[] cut;
        lock (_beginning)
        {
            cut = [.. _workers.Values.Where(worker => worker.Node == name)];
        }

        await Task.WhenAll(cut.Select(worker => worker.ShutDownAsync(TimeSpan.Zero)));
        foreach (var worker in cut)
        {
            _workers.TryRemove(new(worker.Uid, worker));
        }
    }

    /// <summary>As after a boot: the node reports itself, ends what was deleted meanwhile, and starts the rest again.</summary>
    private void TurnOn(string name)
    {
        if (!_nodes.TryGetValue(name, out var node))
        {
            return;
        }

        registrar.RenewLease(node.Index);
        registrar.WriteStatus(node.Index);
        services.Recorder.Record(services.Client.Find<V1Node>("", name)!, "Normal", "NodeReady", $"Node {name} status is now: NodeReady", "kubelet", name);
        foreach (var pod in services.Client.List<V1Pod>().Where(pod => pod.Spec.NodeName == name))
        {
            Begin(node, pod);
        }
    }

    private async Task ForgetWhenFinishedAsync(string uid, PodWorker worker)
    {
        await worker.Finished.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_stopping.IsCancellationRequested)
        {
            _workers.TryRemove(new(uid, worker));
            await worker.DisposeAsync();
        }
    }

    /// <summary>Tokens get old while nothing else changes: more often than the shortest-lived of them needs.</summary>
    private void RenewTokens()
    {
        foreach (var worker in _workers.Values)
        {
            worker.Post(new ConfigChanged());
        }
    }

    private void OnConfig(string ns)
    {
        foreach (var worker in _workers.Values.Where(worker => worker.Namespace == ns))
        {
            worker.Post(new ConfigChanged());
        }
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(services.Options.NodeFailure.RenewPeriod, services.Time);
        var uptime = new Uptime(services.Time);
        var statusAt = StatusPeriod;
        while (await timer.WaitForNextTickAsync(_stopping.Token))
        {
            try
            {
                registrar.RenewLeases();
                if (uptime.Now >= statusAt)
                {
                    registrar.WriteStatuses();
                    RenewTokens();
                    statusAt += StatusPeriod;
                }
            }
            catch (Exception e)
            {
                LogRenewFailed(e);
            }
        }
    }

    [LoggerMessage(EventId = 3420, Level = LogLevel.Information, Message = "{Count} nodes run pods in {Range}")]
    private partial void LogStarted(int count, string range);

    [LoggerMessage(EventId = 3421, Level = LogLevel.Error, Message = "The nodes' leases could not be renewed; tried again soon")]
    private partial void LogRenewFailed(Exception e);
}
