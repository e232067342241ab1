using System.Globalization;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.StatefulSets;

/// <summary>Keeps the pods of a StatefulSet: named, in order, each with claims of its own that outlive it.</summary>
internal sealed class StatefulSetReconciler(IClusterClient cluster, IEventRecorder events) : IReconciler
{
    public const string Component = "statefulset-controller";

    private readonly Claims _claims = new(cluster);
    private readonly Revisions _revisions = new(cluster);

    public static void Listen(LoopSources sources) => sources.Each<V1StatefulSet>().OwnedBy<V1Pod>("StatefulSet");

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<V1StatefulSet>(key.Namespace, key.Name) is { Metadata.DeletionTimestamp: null } set)
        {
            Reconcile(set);
        }

        return Task.FromResult(ReconcileResult.Done);
    }

    private void Reconcile(V1StatefulSet set)
    {
        var update = _revisions.Current(set).Metadata.Name;
        var step = StatefulSetPlan.Next(set, PodsOf(set), update);
        foreach (var ordinal in step.Create)
        {
            Create(set, ordinal, update);
        }

        foreach (var pod in step.Delete)
        {
            if (cluster.Delete<V1Pod>(pod.Metadata.NamespaceProperty, pod.Metadata.Name, new DeletionOptions { PreconditionUid = pod.Metadata.Uid }))
            {
                events.Record(set, "Normal", "SuccessfulDelete", $"delete Pod {pod.Metadata.Name} in StatefulSet {set.Metadata.Name} successful", Component);
            }
        }

        WriteStatus(set, update);
    }

    private List<V1Pod> PodsOf(V1StatefulSet set) => _claims.Of<V1Pod>(set, KindTable.StatefulSet, set.Spec.Selector);

    private void Create(V1StatefulSet set, int ordinal, string revision)
    {
        var pod = NewPod(set, ordinal, revision);
        var name = pod.Metadata.Name;
        foreach (var template in set.Spec.VolumeClaimTemplates ?? [])
        {
            CreateClaim(set, template, name);
        }

        try
        {
            cluster.Create(pod);
            events.Record(set, "Normal", "SuccessfulCreate", $"create Pod {name} in StatefulSet {set.Metadata.Name} successful", Component);
        }
        catch (StatusException e) when (e.IsNamespaceTerminating() || e.Reason == "AlreadyExists")
        {
            // The next pass sees it, or the end of all.
        }
        catch (StatusException e)
        {
            events.Record(set, "Warning", "FailedCreate", $"create Pod {name} in StatefulSet {set.Metadata.Name} failed error: {e.Message}", Component);
            throw;
        }
    }

    private void CreateClaim(V1StatefulSet set, V1PersistentVolumeClaim template, string pod)
    {
        var name = StatefulSetNames.Claim(template, pod);
        if (cluster.Find<V1PersistentVolumeClaim>(set.Metadata.NamespaceProperty, name) is not null)
        {
            return;
        }

        cluster.Create(new V1PersistentVolumeClaim
        {
            ApiVersion = "v1",
            Kind = "PersistentVolumeClaim",
            Metadata = new V1ObjectMeta
            {
                Name = name,
                NamespaceProperty = set.Metadata.NamespaceProperty,
                Annotations = template.Metadata.Annotations,
                Labels = new Dictionary<string, string>((template.Metadata.Labels ?? new Dictionary<string, string>()).Concat(set.Spec.Selector.MatchLabels ?? new Dictionary<string, string>()).DistinctBy(label => label.Key)),
            },
            Spec = template.Spec,
        });
        events.Record(set, "Normal", "SuccessfulCreate", $"create Claim {name} Pod {pod} in StatefulSet {set.Metadata.Name} success", Component);
    }

    private V1Pod NewPod(V1StatefulSet set, int ordinal, string revision)
    {
        var name = StatefulSetNames.Pod(set, ordinal);
        var spec = cluster.Copy(new V1Pod { Metadata = new V1ObjectMeta(), Spec = set.Spec.Template.Spec }).Spec;
        var claimed = (set.Spec.VolumeClaimTemplates ?? []).Select(template => template.Metadata.Name).ToHashSet();
        spec.Volumes =
        [
            .. (set.Spec.VolumeClaimTemplates ?? []).Select(template => new V1Volume
            {
                Name = template.Metadata.Name,
                PersistentVolumeClaim = new V1PersistentVolumeClaimVolumeSource { ClaimName = StatefulSetNames.Claim(template, name) },
            }),
            .. (spec.Volumes ?? []).Where(volume => !claimed.Contains(volume.Name)),
        ];
        spec.Hostname = name;
        spec.Subdomain = set.Spec.ServiceName;
        return new V1Pod
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Metadata = new V1ObjectMeta
            {
                Name = name,
                NamespaceProperty = set.Metadata.NamespaceProperty,
                Labels = new Dictionary<string, string>(set.Spec.Template.Metadata?.Labels ?? new Dictionary<string, string>())
                {
                    ["apps.kubernetes.io/pod-index"] = ordinal.ToString(CultureInfo.InvariantCulture),
                    [StatefulSetPlan.RevisionLabel] = revision,
                    ["statefulset.kubernetes.io/pod-name"] = name,
                },
                Annotations = set.Spec.Template.Metadata?.Annotations,
                OwnerReferences = [Owners.ReferenceTo(set, KindTable.StatefulSet.ApiVersion, KindTable.StatefulSet.Kind)],
            },
            Spec = spec,
        };
    }

    private void WriteStatus(V1StatefulSet set, string update)
    {
        var pods = PodsOf(set).Where(pod => StatefulSetNames.OrdinalOf(set, pod) >= 0).ToList();
        var active = pods.Where(PodFacts.IsActive).ToList();
        var before = set.Status?.CurrentRevision is { Length: > 0 } known ? known : update;
        var isDone = active.TrueForAll(pod => StatefulSetPlan.RevisionOf(pod) == update && PodFacts.IsReady(pod)) && active.Count == (set.Spec.Replicas ?? 1) && pods.Count == active.Count;
        var current = isDone && (set.Spec.UpdateStrategy?.RollingUpdate?.Partition ?? 0) == 0 ? update : before;
        var copy = cluster.Copy(set);
        copy.Status = new V1StatefulSetStatus
        {
            ObservedGeneration = set.Metadata.Generation,
            Replicas = pods.Count,
            ReadyReplicas = active.Count(PodFacts.IsReady),
            AvailableReplicas = active.Count(PodFacts.IsReady),
            CurrentReplicas = active.Count(pod => StatefulSetPlan.RevisionOf(pod) == current),
            UpdatedReplicas = active.Count(pod => StatefulSetPlan.RevisionOf(pod) == update),
            CurrentRevision = current,
            UpdateRevision = update,
            CollisionCount = set.Status?.CollisionCount ?? 0,
        };
        cluster.UpdateStatus(copy);
        _revisions.Trim(set, pods.Select(StatefulSetPlan.RevisionOf).OfType<string>().Append(current).Append(update).ToHashSet());
    }
}
