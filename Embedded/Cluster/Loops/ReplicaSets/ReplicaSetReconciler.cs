using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.ReplicaSets;

/// <summary>Keeps as many pods of a ReplicaSet as it wants: the loop that brings a pod back when one is deleted.</summary>
internal sealed class ReplicaSetReconciler(IClusterClient cluster, IEventRecorder events, TimeProvider time) : IReconciler
{
    public const string Component = "replicaset-controller";

    private readonly ReplicaKeeper _keeper = new(cluster, events, time, KindTable.ReplicaSet, Component);

    public static void Listen(LoopSources sources) => sources
        .Each<V1ReplicaSet>()
        .OwnedBy<V1Pod>("ReplicaSet")
        .Mapped<V1Pod>(change => Owners.ControllerOf(change.Object) is null ? Adopters(sources.Cluster, change.Object) : []);

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct) =>
        Task.FromResult(cluster.Find<V1ReplicaSet>(key.Namespace, key.Name) is { } set ? Reconcile(set) : ReconcileResult.Done);

    private ReconcileResult Reconcile(V1ReplicaSet set) => _keeper.Reconcile(set, set, status =>
    {
        var copy = cluster.Copy(set);
        copy.Status = status;
        cluster.UpdateStatus(copy);
    });

    /// <summary>A pod without an owner may be what a ReplicaSet looks for.</summary>
    private static IEnumerable<ObjectKey> Adopters(IClusterClient cluster, V1Pod pod) =>
        cluster.List<V1ReplicaSet>(pod.Metadata.NamespaceProperty)
            .Where(set => LabelMatch.Fits(set.Spec.Selector, pod.Metadata.Labels))
            .Select(set => new ObjectKey(set.Metadata.NamespaceProperty, set.Metadata.Name));
}
