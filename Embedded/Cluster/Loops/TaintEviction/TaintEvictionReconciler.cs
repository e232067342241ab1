using System.Collections.Concurrent;
using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.TaintEviction;

/// <summary>Deletes pods from nodes whose taints they do not tolerate, or no longer; on a lost node they stay as Terminating until it comes back.</summary>
internal sealed class TaintEvictionReconciler(IClusterClient cluster, IEventRecorder events, ClusterOptions options, TimeProvider time) : IReconciler
{
    public const string Component = "taint-eviction-controller";

    // Only for the event of a change of mind; without it (after a restart) nothing but that event is missing.
    private readonly ConcurrentDictionary<ObjectKey, string> _marked = new();

    public static void Listen(LoopSources sources) => sources
        .Each<V1Pod>()
        .Mapped<V1Node>(change => sources.Cluster.List<V1Pod>()
            .Where(pod => pod.Spec.NodeName == change.Key.Name)
            .Select(pod => new ObjectKey(pod.Metadata.NamespaceProperty, pod.Metadata.Name)));

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<V1Pod>(key.Namespace, key.Name) is not { } pod || PodFacts.IsTerminating(pod) || string.IsNullOrEmpty(pod.Spec.NodeName)
            || cluster.Find<V1Node>("", pod.Spec.NodeName) is not { } node)
        {
            _marked.TryRemove(key, out _);
            return Task.FromResult(ReconcileResult.Done);
        }

        var now = time.GetUtcNow().UtcDateTime;
        if (TaintEvictionPlan.LeavesAt(pod, node, options.NodeFailure.Patience, now) is not { } end)
        {
            if (_marked.TryRemove(key, out var uid) && uid == pod.Metadata.Uid)
            {
                events.Record(pod, "Normal", "TaintManagerEviction", $"Cancelling deletion of Pod {key}", Component);
            }

            return Task.FromResult(ReconcileResult.Done);
        }

        if (end > now)
        {
            _marked[key] = pod.Metadata.Uid;
            return Task.FromResult(ReconcileResult.After(end - now));
        }

        Evict(pod, key);
        return Task.FromResult(ReconcileResult.Done);
    }

    private void Evict(V1Pod pod, ObjectKey key)
    {
        events.Record(pod, "Normal", "TaintManagerEviction", $"Marking for deletion Pod {key}", Component);
        var copy = cluster.Copy(pod);
        DisruptionTarget.Mark(copy.Status, "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint", time.GetKubernetesNow());
        cluster.UpdateStatus(copy);
        cluster.Delete<V1Pod>(key.Namespace, key.Name, new DeletionOptions { PreconditionUid = pod.Metadata.Uid });
        _marked.TryRemove(key, out _);
    }
}
