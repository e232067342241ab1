using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.PodGarbage;

/// <summary>Deletes the pods of a node that is no longer there: nobody could run or end them. A pass is for a node's name.</summary>
internal sealed class PodGarbageReconciler(IClusterClient cluster, TimeProvider time) : IReconciler
{
    public const string Component = "pod-garbage-collector";

    /// <summary>A node that is made anew is away for a moment. Kubernetes waits for 40 s, as its caches may be late; here nothing is late.</summary>
    public static readonly TimeSpan Quarantine = TimeSpan.FromSeconds(5);

    private readonly Uptime _uptime = new(time);
    private readonly Dictionary<string, TimeSpan> _missedSince = new(StringComparer.Ordinal);

    public static void Listen(LoopSources sources) => sources
        .Each<V1Node>()
        .Mapped<V1Pod>(change => change.Object.Spec.NodeName is { Length: > 0 } node && sources.Cluster.Find<V1Node>("", node) is null ? [ObjectKey.Cluster(node)] : []);

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct) => Task.FromResult(Reconcile(key.Name));

    private ReconcileResult Reconcile(string node)
    {
        var orphans = cluster.Find<V1Node>("", node) is null ? cluster.List<V1Pod>().Where(pod => pod.Spec.NodeName == node).ToList() : [];
        if (orphans.Count == 0)
        {
            _missedSince.Remove(node);
            return ReconcileResult.Done;
        }

        _missedSince.TryAdd(node, _uptime.Now);
        var left = _missedSince[node] + Quarantine - _uptime.Now;
        if (left > TimeSpan.Zero)
        {
            return ReconcileResult.After(left);
        }

        orphans.ForEach(Delete);
        _missedSince.Remove(node);
        return ReconcileResult.Done;
    }

    private void Delete(V1Pod pod)
    {
        if (!PodFacts.IsFinished(pod))
        {
            var copy = cluster.Copy(pod);
            copy.Status ??= new V1PodStatus();
            copy.Status.Phase = "Failed";
            DisruptionTarget.Mark(copy.Status, "DeletionByPodGC", "PodGC: node no longer exists", time.GetKubernetesNow());
            cluster.UpdateStatus(copy);
        }

        cluster.Delete<V1Pod>(pod.Metadata.NamespaceProperty, pod.Metadata.Name, DeletionOptions.Now with { PreconditionUid = pod.Metadata.Uid });
    }
}
