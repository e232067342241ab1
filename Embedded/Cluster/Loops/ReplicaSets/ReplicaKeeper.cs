using k8s;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.ReplicaSets;

/// <summary>
/// Keeps as many pods as a ReplicaSet, or the older ReplicationController seen as one, wants.
/// Kubernetes' own loop reads a cache and must remember which of its writes the cache has yet to show; this one reads the registry
/// itself, so that a pod that it made counts in the next pass, and it never makes one too many.
/// </summary>
/// <param name="kind">What the pods' owner is.</param>
internal sealed class ReplicaKeeper(IClusterClient cluster, IEventRecorder events, TimeProvider time, ResourceKind kind, string component)
{
    private readonly Claims _claims = new(cluster);

    /// <param name="about">The owner itself, which events are about.</param>
    /// <param name="write">Stores the status.</param>
    public ReconcileResult Reconcile(V1ReplicaSet set, IKubernetesObject<V1ObjectMeta> about, Action<V1ReplicaSetStatus> write)
    {
        StatusException? failure = null;
        if (set.Metadata.DeletionTimestamp is null)
        {
            var change = ReplicaPlan.For(set.Spec.Replicas ?? 1, ActivePods(set));
            failure = Create(set, about, change.Create);
            Delete(set, about, change.Surplus);
        }

        var pods = ActivePods(set);
        write(ReplicaSetStatusPlan.For(set, pods, failure?.Message, time.GetKubernetesNow()));
        return failure is null
            ? ReconcileResult.Maybe(ReplicaSetStatusPlan.NextAvailableIn(set, pods, time.GetKubernetesNow()))
            : throw failure;
    }

    /// <summary>The pods that count as its replicas, read now.</summary>
    private List<V1Pod> ActivePods(V1ReplicaSet set) =>
        [.. _claims.Of<V1Pod>(set, kind, set.Spec.Selector).Where(PodFacts.IsActive)];

    /// <summary>Makes pods in batches of 1, 2, 4 …: when the first is refused (a quota, a bad template), a hundred others are not tried as well.</summary>
    private StatusException? Create(V1ReplicaSet set, IKubernetesObject<V1ObjectMeta> about, int count)
    {
        StatusException? failure = null;
        for (var batch = 1; count > 0 && failure is null; count -= batch, batch = Math.Min(batch * 2, count))
        {
            for (var i = 0; i < batch; i++)
            {
                failure ??= TryCreate(set, about);
            }
        }

        return failure;
    }

    private StatusException? TryCreate(V1ReplicaSet set, IKubernetesObject<V1ObjectMeta> about)
    {
        try
        {
            var pod = cluster.Create(NewPod(set));
            events.Record(about, "Normal", "SuccessfulCreate", $"Created pod: {pod.Metadata.Name}", component);
            return null;
        }
        catch (StatusException e) when (!e.IsNamespaceTerminating())
        {
            events.Record(about, "Warning", "FailedCreate", $"Error creating: {e.Message}", component);
            return e;
        }
        catch (StatusException)
        {
            return null;
        }
    }

    private void Delete(V1ReplicaSet set, IKubernetesObject<V1ObjectMeta> about, int surplus)
    {
        if (surplus == 0)
        {
            return;
        }

        foreach (var pod in DeletionRanking.Choose(surplus, ActivePods(set), Siblings(set), time.GetKubernetesNow()))
        {
            // Gone already is as good as deleted, but not our doing: no event.
            if (cluster.Delete<V1Pod>(pod.Metadata.NamespaceProperty, pod.Metadata.Name, new DeletionOptions { PreconditionUid = pod.Metadata.Uid }))
            {
                events.Record(about, "Normal", "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}", component);
            }
        }
    }

    /// <summary>Pods of all ReplicaSets of the same Deployment: a node that has many of them can spare one best.</summary>
    private IEnumerable<V1Pod> Siblings(V1ReplicaSet set)
    {
        var ns = set.Metadata.NamespaceProperty;
        var owner = Owners.ControllerOf(set)?.Uid;
        var sets = cluster.List<V1ReplicaSet>(ns)
            .Where(other => owner is not null && Owners.ControllerOf(other)?.Uid == owner)
            .Select(other => other.Metadata.Uid)
            .Append(set.Metadata.Uid)
            .ToHashSet();
        return cluster.List<V1Pod>(ns).Where(pod => PodFacts.IsActive(pod) && Owners.ControllerOf(pod) is { } controller && sets.Contains(controller.Uid));
    }

    private V1Pod NewPod(V1ReplicaSet set) => new()
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
            OwnerReferences = [Owners.ReferenceTo(set, kind.ApiVersion, kind.Kind)],
        },
        Spec = set.Spec.Template.Spec,
    };
}
