using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.ReplicaSets;

/// <summary>
/// Keeps as many pods of a ReplicaSet as it wants: the loop that brings a pod back when one is deleted.
/// Kubernetes' own loop reads a cache and must remember which of its writes the cache has yet to show; this one reads the registry
/// itself, so that a pod that it made counts in the next pass, and it never makes one too many.
/// </summary>
internal sealed class ReplicaSetReconciler(IClusterClient cluster, IEventRecorder events, TimeProvider time) : IReconciler
{
    public const string Component = "replicaset-controller";

    private readonly Claims _claims = new(cluster);

    public static void Listen(LoopSources sources) => sources
        .Each<V1ReplicaSet>()
        .OwnedBy<V1Pod>("ReplicaSet")
        .Mapped<V1Pod>(change => Owners.ControllerOf(change.Object) is null ? Adopters(sources.Cluster, change.Object) : []);

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct) =>
        Task.FromResult(cluster.Find<V1ReplicaSet>(key.Namespace, key.Name) is { } set ? Reconcile(set) : ReconcileResult.Done);

    private ReconcileResult Reconcile(V1ReplicaSet set)
    {
        StatusException? failure = null;
        if (set.Metadata.DeletionTimestamp is null)
        {
            var change = ReplicaPlan.For(set.Spec.Replicas ?? 1, ActivePods(set));
            failure = Create(set, change.Create) ?? Delete(set, change.Surplus);
        }

        var pods = ActivePods(set);
        var copy = cluster.Copy(set);
        copy.Status = ReplicaSetStatusPlan.For(set, pods, failure?.Message, time.GetKubernetesNow());
        cluster.UpdateStatus(copy);
        return failure is null
            ? ReconcileResult.Maybe(ReplicaSetStatusPlan.NextAvailableIn(set, pods, time.GetKubernetesNow()))
            : throw failure;
    }

    /// <summary>The pods that count as its replicas, read now.</summary>
    private List<V1Pod> ActivePods(V1ReplicaSet set) =>
        [.. _claims.Of<V1Pod>(set, KindTable.ReplicaSet, set.Spec.Selector).Where(PodFacts.IsActive)];

    /// <summary>Makes pods in batches of 1, 2, 4 …: when the first is refused (a quota, a bad template), a hundred others are not tried as well.</summary>
    private StatusException? Create(V1ReplicaSet set, int count)
    {
        StatusException? failure = null;
        for (var batch = 1; count > 0 && failure is null; count -= batch, batch = Math.Min(batch * 2, count))
        {
            for (var i = 0; i < batch; i++)
            {
                failure ??= TryCreate(set);
            }
        }

        return failure;
    }

    private StatusException? TryCreate(V1ReplicaSet set)
    {
        try
        {
            var pod = cluster.Create(NewPod(set));
            events.Record(set, "Normal", "SuccessfulCreate", $"Created pod: {pod.Metadata.Name}", Component);
            return null;
        }
        catch (StatusException e) when (!e.IsNamespaceTerminating())
        {
            events.Record(set, "Warning", "FailedCreate", $"Error creating: {e.Message}", Component);
            return e;
        }
        catch (StatusException)
        {
            return null;
        }
    }

    private StatusException? Delete(V1ReplicaSet set, int surplus)
    {
        if (surplus == 0)
        {
            return null;
        }

        foreach (var pod in DeletionRanking.Choose(surplus, ActivePods(set), Siblings(set), time.GetKubernetesNow()))
        {
            // Gone already is as good as deleted, but not our doing: no event.
            if (cluster.Delete<V1Pod>(pod.Metadata.NamespaceProperty, pod.Metadata.Name, new DeletionOptions { PreconditionUid = pod.Metadata.Uid }))
            {
                events.Record(set, "Normal", "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}", Component);
            }
        }

        return null;
    }

    /// <summary>Pods of all ReplicaSets of the same Deployment: a node that has many of them can spare one best.</summary>
    private IEnumerable<V1Pod> Siblings(V1ReplicaSet set)
    {
        var ns = set.Metadata.NamespaceProperty;
        var owner = Owners.ControllerOf(set)?.Uid;
        var sets = cluster.List<V1ReplicaSet>(ns)
            .Where(other => other.Metadata.Uid == set.Metadata.Uid || (owner is not null && Owners.ControllerOf(other)?.Uid == owner))
            .Select(other => other.Metadata.Uid)
            .ToHashSet();
        return cluster.List<V1Pod>(ns).Where(pod => PodFacts.IsActive(pod) && Owners.ControllerOf(pod) is { } controller && sets.Contains(controller.Uid));
    }

    private static V1Pod NewPod(V1ReplicaSet set) => new()
    {
        ApiVersion = "v1",
        Kind = "Pod",
        Metadata = new V1ObjectMeta
        {
            GenerateName = $"{set.Metadata.Name}-",
            NamespaceProperty = set.Metadata.NamespaceProperty,
            Labels = set.Spec.Template.Metadata?.Labels,
            Annotations = set.Spec.Template.Metadata?.Annotations,
            Finalizers = set.Spec.Template.Metadata?.Finalizers,
            OwnerReferences = [Owners.ReferenceTo(set, "apps/v1", "ReplicaSet")],
        },
        Spec = set.Spec.Template.Spec,
    };

    /// <summary>A pod without an owner may be what a ReplicaSet looks for.</summary>
    private static IEnumerable<ObjectKey> Adopters(IClusterClient cluster, V1Pod pod) =>
        cluster.List<V1ReplicaSet>(pod.Metadata.NamespaceProperty)
            .Where(set => LabelMatch.Fits(set.Spec.Selector, pod.Metadata.Labels))
            .Select(set => new ObjectKey(set.Metadata.NamespaceProperty, set.Metadata.Name));
}
