using System.Collections.Concurrent;
using k8s.Models;
using Workshop.Cluster.Nodes;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.NodeLifecycle;

/// <summary>Notices a node that has fallen silent, takes its pods out of their Services, and turns its state into taints, by which the scheduler and tolerations go.</summary>
internal sealed class NodeLifecycleReconciler(IClusterClient cluster, IEventRecorder events, ClusterOptions options, TimeProvider time) : IReconciler
{
    public const string Component = "node-lifecycle-controller";

    /// <summary>As events name it.</summary>
    private const string EventSource = "node-controller";

    /// <summary>A lease is looked at twice before its node is given up: when this whole program was held up, node and loop were, too.</summary>
    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(1);

    // By when it was seen to be renewed, not by the time of day in it: clocks are put forward and back. While this program was not there, no node could renew anything.
    private readonly Uptime _uptime = new(time);
    private readonly ConcurrentDictionary<string, (DateTime? Renewed, TimeSpan SeenAt)> _heard = new();
    private readonly ConcurrentDictionary<string, DateTime?> _suspects = new();

    public static void Listen(LoopSources sources) => sources
        .Each<V1Node>()
        .Mapped<V1Pod>(change => string.IsNullOrEmpty(change.Object.Spec.NodeName) || !PodFacts.IsReady(change.Object) ? [] : [ObjectKey.Cluster(change.Object.Spec.NodeName)]);

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<V1Node>("", key.Name) is not { } node)
        {
            _suspects.TryRemove(key.Name, out _);
            _heard.TryRemove(key.Name, out _);
            return Task.FromResult(ReconcileResult.Done);
        }

        var next = Listen(ref node);
        if (NodeTaintPlan.For(node, time.GetKubernetesNow()) is { } taints)
        {
            var copy = cluster.Copy(node);
            copy.Spec ??= new V1NodeSpec();
            copy.Spec.Taints = taints.Count == 0 ? null : taints;
            cluster.Update(copy);
        }

        return Task.FromResult(ReconcileResult.Maybe(next));
    }

    /// <returns>When to listen again.</returns>
    private TimeSpan? Listen(ref V1Node node)
    {
        var name = node.Metadata.Name;
        if (cluster.Find<V1Lease>(NodeObjects.LeaseNamespace, name) is not { } lease)
        {
            return null;
        }

        if (!_heard.TryGetValue(name, out var heard) || heard.Renewed != lease.Spec.RenewTime)
        {
            heard = _heard[name] = (lease.Spec.RenewTime, _uptime.Now);
        }

        var left = heard.SeenAt + options.NodeFailure.Grace - _uptime.Now;
        if (left > TimeSpan.Zero)
        {
            _suspects.TryRemove(name, out _);
            return left;
        }

        if (NodeSilencePlan.IsKnown(node))
        {
            if (!_suspects.TryGetValue(name, out var seen) || seen != lease.Spec.RenewTime)
            {
                _suspects[name] = lease.Spec.RenewTime;
                return SecondLook;
            }

            var copy = cluster.Copy(node);
            copy.Status = NodeSilencePlan.Silent(copy.Status, time.GetKubernetesNow());
            node = cluster.UpdateStatus(copy);
            events.Record(node, "Normal", "NodeNotReady", $"Node {name} status is now: NodeNotReady", EventSource);
        }

        TakeOut(name);
        return null;
    }

    /// <summary>Nobody says of the pods that they are ready: they leave their endpoints at once, long before they are given up.</summary>
    private void TakeOut(string node)
    {
        foreach (var pod in cluster.List<V1Pod>().Where(pod => pod.Spec.NodeName == node && PodFacts.IsReady(pod)).ToList())
        {
            var copy = cluster.Copy(pod);
            var ready = copy.Status.Conditions.First(condition => condition.Type == "Ready");
            (ready.Status, ready.LastTransitionTime) = ("False", time.GetKubernetesNow());
            cluster.UpdateStatus(copy);
            events.Record(pod, "Warning", "NodeNotReady", "Node is not ready", EventSource);
        }
    }
}
