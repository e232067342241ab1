using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.ReplicaSets;

/// <summary>Keeps the pods of a ReplicationController, what there was before ReplicaSets: it is one with a plain selector.</summary>
internal sealed class ReplicationControllerReconciler(IClusterClient cluster, IEventRecorder events, TimeProvider time) : IReconciler
{
    public const string Component = "replication-controller";

    private readonly ReplicaKeeper _keeper = new(cluster, events, time, KindTable.ReplicationController, Component);

    public static void Listen(LoopSources sources) => sources
        .Each<V1ReplicationController>()
        .OwnedBy<V1Pod>("ReplicationController")
        .Mapped<V1Pod>(change => Owners.ControllerOf(change.Object) is null ? Adopters(sources.Cluster, change.Object) : []);

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct) =>
        Task.FromResult(cluster.Find<V1ReplicationController>(key.Namespace, key.Name) is { } controller ? Reconcile(controller) : ReconcileResult.Done);

    private ReconcileResult Reconcile(V1ReplicationController controller) => _keeper.Reconcile(AsSet(controller), controller, status =>
    {
        var copy = cluster.Copy(controller);
        copy.Status = new V1ReplicationControllerStatus
        {
            Replicas = status.Replicas,
            FullyLabeledReplicas = status.FullyLabeledReplicas,
            ReadyReplicas = status.ReadyReplicas,
            AvailableReplicas = status.AvailableReplicas,
            ObservedGeneration = status.ObservedGeneration,
            Conditions = status.Conditions is null
                ? null
                : [.. status.Conditions.Select(condition => new V1ReplicationControllerCondition
                {
                    Type = condition.Type, Status = condition.Status, Reason = condition.Reason, Message = condition.Message, LastTransitionTime = condition.LastTransitionTime,
                })],
        };
        cluster.UpdateStatus(copy);
    });

    private static V1ReplicaSet AsSet(V1ReplicationController controller) => new()
    {
        Metadata = controller.Metadata,
        Spec = new V1ReplicaSetSpec
        {
            Replicas = controller.Spec.Replicas,
            MinReadySeconds = controller.Spec.MinReadySeconds,
            Selector = new V1LabelSelector { MatchLabels = controller.Spec.Selector },
            Template = controller.Spec.Template,
        },
        Status = new V1ReplicaSetStatus
        {
            Replicas = controller.Status?.Replicas ?? 0,
            Conditions = (controller.Status?.Conditions ?? []).Select(condition => new V1ReplicaSetCondition
            {
                Type = condition.Type,
                Status = condition.Status,
                Reason = condition.Reason,
                Message = condition.Message,
                LastTransitionTime = condition.LastTransitionTime,
            }).ToList(),
        },
    };

    private static IEnumerable<ObjectKey> Adopters(IClusterClient cluster, V1Pod pod) =>
        cluster.List<V1ReplicationController>(pod.Metadata.NamespaceProperty)
            .Where(controller => LabelMatch.HasAll(controller.Spec.Selector, pod.Metadata.Labels))
            .Select(controller => new ObjectKey(controller.Metadata.NamespaceProperty, controller.Metadata.Name));
}
