using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.StatefulSets;

/// <summary>Keeps the pods of a StatefulSet: named, in order, each with claims of its own that outlive it.</summary>
internal sealed class StatefulSetReconciler(IClusterClient cluster, IEventRecorder events, TimeProvider time) : IReconciler
{
    public const string Component = "statefulset-controller";

    private readonly Claims _claims = new(cluster);
    private readonly Revisions _revisions = new(cluster);
    private readonly StatefulSetClaims _volumes = new(cluster, events);

    public static void Listen(LoopSources sources) => sources.Each<V1StatefulSet>().OwnedBy<V1Pod>("StatefulSet");

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct) => Task.FromResult(
        cluster.Find<V1StatefulSet>(key.Namespace, key.Name) is { Metadata.DeletionTimestamp: null } set ? Reconcile(set) : ReconcileResult.Done);

    private ReconcileResult Reconcile(V1StatefulSet set)
    {
        var owner = RevisionOwner.Of(set);
        var update = _revisions.Current(owner).Metadata.Name;
        var current = set.Status?.CurrentRevision is { Length: > 0 } known ? known : update;
        var pods = PodsOf(set);
        _volumes.SetOwners(set, pods);
        var step = StatefulSetPlan.Next(set, pods, current, update, time.GetKubernetesNow());
        foreach (var (ordinal, revision) in step.Create)
        {
            // A revision that somebody has deleted cannot be had again.
            var template = revision == update ? null : _revisions.Template(owner, revision);
            Create(set, StatefulSetPods.New(set, template ?? set.Spec.Template, ordinal, template is null ? update : revision));
        }

        foreach (var pod in step.Delete)
        {
            Delete(set, pod);
        }

        var left = PodsOf(set);
        var copy = cluster.Copy(set);
        copy.Status = StatefulSetStatusPlan.For(set, left, current, update, time.GetKubernetesNow());
        cluster.UpdateStatus(copy);
        _revisions.Trim(owner, left.Select(StatefulSetPlan.RevisionOf).OfType<string>().Append(copy.Status.CurrentRevision).Append(update).ToHashSet());
        return ReconcileResult.Maybe(StatefulSetStatusPlan.NextAvailableIn(set, left, time.GetKubernetesNow()));
    }

    private List<V1Pod> PodsOf(V1StatefulSet set) =>
        [.. _claims.Of<V1Pod>(set, KindTable.StatefulSet, set.Spec.Selector).Where(pod => StatefulSetNames.OrdinalOf(set, pod) >= 0)];

    private void Create(V1StatefulSet set, V1Pod pod)
    {
        var name = pod.Metadata.Name;
        try
        {
            _volumes.Create(set, name);
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

    private void Delete(V1StatefulSet set, V1Pod pod)
    {
        var name = pod.Metadata.Name;
        if (pod.Status?.Phase == "Failed")
        {
            events.Record(set, "Warning", "RecreatingFailedPod", $"StatefulSet {set.Metadata.NamespaceProperty}/{set.Metadata.Name} is recreating failed Pod {name}", Component);
        }
        else if (pod.Status?.Phase == "Succeeded")
        {
            events.Record(set, "Normal", "RecreatingTerminatedPod", $"StatefulSet {set.Metadata.NamespaceProperty}/{set.Metadata.Name} is recreating terminated Pod {name}", Component);
        }

        if (cluster.Delete<V1Pod>(pod.Metadata.NamespaceProperty, name, new DeletionOptions { PreconditionUid = pod.Metadata.Uid }))
        {
            events.Record(set, "Normal", "SuccessfulDelete", $"delete Pod {name} in StatefulSet {set.Metadata.Name} successful", Component);
        }
    }
}
