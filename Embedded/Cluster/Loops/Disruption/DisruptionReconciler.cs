using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Disruption;

/// <summary>Keeps the status of PodDisruptionBudgets true: how many of their pods may be evicted now.</summary>
internal sealed class DisruptionReconciler(IClusterClient cluster, IEventRecorder events, TimeProvider time) : IReconciler
{
    public const string Component = "disruption-controller";

    private const string EventSource = "controllermanager";

    public static void Listen(LoopSources sources) => sources
        .Each<V1PodDisruptionBudget>()
        .Mapped<V1Pod>(change => Budgets(sources.Cluster, change.Object))
        .Mapped<V1ReplicaSet>(change => sources.Cluster.List<V1PodDisruptionBudget>(change.Key.Namespace).Select(budget => new ObjectKey(change.Key.Namespace, budget.Metadata.Name)))
        .Mapped<V1Deployment>(change => sources.Cluster.List<V1PodDisruptionBudget>(change.Key.Namespace).Select(budget => new ObjectKey(change.Key.Namespace, budget.Metadata.Name)));

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<V1PodDisruptionBudget>(key.Namespace, key.Name) is not { Metadata.DeletionTimestamp: null } budget)
        {
            return Task.FromResult(ReconcileResult.Done);
        }

        var pods = cluster.List<V1Pod>(key.Namespace).Where(pod => !PodFacts.IsFinished(pod) && LabelMatch.Fits(budget.Spec.Selector, pod.Metadata.Labels)).ToList();
        if (pods.Count == 0)
        {
            events.Record(budget, "Normal", "NoPods", "No matching pods found", EventSource);
        }

        var now = time.GetKubernetesNow();
        var copy = cluster.Copy(budget);
        copy.Status = DisruptionPlan.For(budget, pods, Wanted(key.Namespace, pods), now);
        cluster.UpdateStatus(copy);
        return Task.FromResult(ReconcileResult.Maybe(DisruptionPlan.NextIn(copy.Status, now)));
    }

    private static IEnumerable<ObjectKey> Budgets(IClusterClient cluster, V1Pod pod) => cluster.List<V1PodDisruptionBudget>(pod.Metadata.NamespaceProperty)
        .Where(budget => LabelMatch.Fits(budget.Spec.Selector, pod.Metadata.Labels))
        .Select(budget => new ObjectKey(pod.Metadata.NamespaceProperty, budget.Metadata.Name));

    /// <summary>What the controllers of the pods want, each counted once.</summary>
    private int Wanted(string ns, IEnumerable<V1Pod> pods) => pods
        .Select(Owners.ControllerOf)
        .OfType<V1OwnerReference>()
        .DistinctBy(owner => owner.Uid)
        .Select(owner => Top(ns, owner))
        .DistinctBy(top => top.Uid)
        .Sum(top => top.Replicas);

    private (string Uid, int Replicas) Top(string ns, V1OwnerReference owner)
    {
        if (owner.Kind == "ReplicaSet" && cluster.Find<V1ReplicaSet>(ns, owner.Name) is { } set)
        {
            return Owners.ControllerOf(set) is { Kind: "Deployment" } above && cluster.Find<V1Deployment>(ns, above.Name) is { } deployment
                ? (above.Uid, deployment.Spec.Replicas ?? 1)
                : (owner.Uid, set.Spec.Replicas ?? 1);
        }

        return (owner.Uid, owner.Kind == "StatefulSet" ? cluster.Find<V1StatefulSet>(ns, owner.Name)?.Spec.Replicas ?? 0 : 0);
    }
}
