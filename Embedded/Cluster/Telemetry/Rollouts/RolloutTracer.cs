using System.Diagnostics.CodeAnalysis;
using k8s.Models;
using Microsoft.Extensions.Hosting;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Loops.Services;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using WatchEventType = Workshop.Cluster.Registry.WatchEventType;

namespace Workshop.Cluster.Telemetry.Rollouts;

/// <summary>
/// Watches Deployments change and tells of it in spans: one trace per rollout, scaling or healing. It looks on and takes no part: it writes no object, and without a listener it does nothing.
/// </summary>
internal sealed class RolloutTracer(
    ClusterSpans spans, WriteNotes notes, IClusterClient cluster, TimeProvider time,
    Informer<V1Deployment> deployments, Informer<V1ReplicaSet> sets, Informer<V1Pod> pods, Informer<V1EndpointSlice> slices) : IHostedService
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, ChangeTrace> _open = [];
    private readonly List<IDisposable> _subscriptions = [];
    private bool _isReplay;

    /// <summary>Before the loops: a Deployment's change is seen here before its loop acts on it.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _isReplay = true;
        _subscriptions.Add(deployments.Subscribe(change => Take(() => OnDeployment(change))));
        _subscriptions.Add(sets.Subscribe(change => Take(() => OnSet(change))));
        _subscriptions.Add(pods.Subscribe(change => Take(() => OnPod(change))));
        _subscriptions.Add(slices.Subscribe(change => Take(() => OnSlice(change.Object))));
        _isReplay = false;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscriptions.ForEach(subscription => subscription.Dispose());
        lock (_lock)
        {
            foreach (var change in _open.Values)
            {
                change.End("interrupted", time.GetUtcNow());
            }

            _open.Clear();
        }

        return Task.CompletedTask;
    }

    private void Take(Action handle)
    {
        if (!spans.AreWanted)
        {
            return;
        }

        lock (_lock)
        {
            handle();
        }
    }

    private void OnDeployment(InformerEvent<V1Deployment> change)
    {
        var now = time.GetUtcNow();
        if (change.Type == WatchEventType.Deleted)
        {
            Close(change.Key, "deleted");
            return;
        }

        // As it is now: an event may be older than what its loop has done since.
        if (change.Type == WatchEventType.Modified && change.Previous?.Metadata.Generation == change.Object.Metadata.Generation)
        {
            Settle(change.Key);
            return;
        }

        var owned = SetsOf(change.Object);
        var kind = _isReplay && ChangePlan.IsUnderWay(change.Object) ? ChangeKind.Rollout : ChangePlan.Begun(change.Object, change.Previous, owned);
        var revision = ChangePlan.Revision(change.Object, owned);
        var isOpen = _open.TryGetValue(change.Key, out var open);
        if (kind == ChangeKind.None || (isOpen && (kind == ChangeKind.Scale || (open!.Kind == ChangeKind.Rollout && open.Revision == revision))))
        {
            Settle(change.Key);
            return;
        }

        Close(change.Key, "superseded");
        _open[change.Key] = new ChangeTrace(spans, kind, change.Object, revision, notes.Take(change.Key), now);
    }

    private void OnSet(InformerEvent<V1ReplicaSet> change)
    {
        var from = change.Previous?.Spec.Replicas ?? 0;
        if (change.Type != WatchEventType.Deleted && from != (change.Object.Spec.Replicas ?? 1) && !_isReplay
            && Owners.ControllerOf(change.Object) is { Kind: "Deployment" } owner && _open.TryGetValue(new ObjectKey(change.Key.Namespace, owner.Name), out var open))
        {
            open.Resize(change.Object, from, time.GetUtcNow());
        }
    }

    private void OnPod(InformerEvent<V1Pod> change)
    {
        var pod = change.Object;
        if (!TryFindOwners(pod, out var set, out var deployment))
        {
            return;
        }

        if (_isReplay)
        {
            Resume(pod, set, deployment);
            return;
        }

        var at = time.GetUtcNow();
        var isGone = change.Type == WatchEventType.Deleted;
        var isLeaving = isGone || PodFacts.IsTerminating(pod);
        var isNews = change.Type == WatchEventType.Added || (isLeaving && (change.Previous is null || !PodFacts.IsTerminating(change.Previous) || isGone));
        if (!_open.TryGetValue(deployment, out var open))
        {
            if (!isNews || isGone || cluster.Find<V1Deployment>(deployment.Namespace, deployment.Name) is not { Metadata.DeletionTimestamp: null } found)
            {
                return;
            }

            open = _open[deployment] = new ChangeTrace(spans, ChangeKind.Heal, found, ChangePlan.Revision(found, SetsOf(found)), null, at);
        }

        var trace = isNews || open.Find(pod.Metadata.Uid) is not null ? open.Follow(pod, set, isLeaving, at) : null;
        trace?.Follow(pod, EndpointOf(pod), at);
        if (isGone)
        {
            trace?.End(at);
        }

        Settle(deployment);
    }

    /// <summary>A rollout that the last run of this program began goes on: so do its pods that were under way.</summary>
    private void Resume(V1Pod pod, V1ReplicaSet set, ObjectKey deployment)
    {
        var isLeaving = PodFacts.IsTerminating(pod);
        if (_open.TryGetValue(deployment, out var open) && (isLeaving || !PodFacts.IsReady(pod)))
        {
            open.Follow(pod, set, isLeaving, isLeaving ? time.GetUtcNow() : pod.Metadata.CreationTimestamp ?? time.GetUtcNow());
        }
    }

    private void OnSlice(V1EndpointSlice slice)
    {
        foreach (var target in (slice.Endpoints ?? []).Select(endpoint => endpoint.TargetRef).OfType<V1ObjectReference>().Where(target => target.Kind == "Pod").ToList())
        {
            var (key, open) = _open.FirstOrDefault(pair => pair.Value.Find(target.Uid) is not null);
            if (open is not null && cluster.Find<V1Pod>(target.NamespaceProperty, target.Name) is { } pod && pod.Metadata.Uid == target.Uid)
            {
                open.Find(target.Uid)!.Follow(pod, EndpointOf(pod), time.GetUtcNow());
                Settle(key);
            }
        }
    }

    /// <summary>Closes the trace of a Deployment that has come to rest, or given up.</summary>
    private void Settle(ObjectKey key)
    {
        if (!_open.TryGetValue(key, out var open) || cluster.Find<V1Deployment>(key.Namespace, key.Name) is not { } deployment)
        {
            return;
        }

        var owned = SetsOf(deployment);
        if (ChangePlan.Failure(deployment) is { } problem && open.Kind == ChangeKind.Rollout)
        {
            Close(key, "failed", problem);
        }
        else if (!open.HasOpenPods && ChangePlan.IsSettled(deployment, owned, PodsOf(key.Namespace, owned)))
        {
            Close(key, "complete");
        }
    }

    private void Close(ObjectKey key, string outcome, string? problem = null)
    {
        if (_open.Remove(key, out var open))
        {
            open.End(outcome, time.GetUtcNow(), problem);
        }
    }

    private List<V1ReplicaSet> SetsOf(V1Deployment deployment) =>
        [.. cluster.List<V1ReplicaSet>(deployment.Metadata.NamespaceProperty).Where(set => Owners.IsControlledBy(set, deployment))];

    private List<V1Pod> PodsOf(string ns, IEnumerable<V1ReplicaSet> owned)
    {
        var uids = owned.Select(set => set.Metadata.Uid).ToHashSet();
        return [.. cluster.List<V1Pod>(ns).Where(pod => Owners.ControllerOf(pod) is { } owner && uids.Contains(owner.Uid))];
    }

    private bool TryFindOwners(V1Pod pod, [NotNullWhen(true)] out V1ReplicaSet? set, out ObjectKey deployment)
    {
        var ns = pod.Metadata.NamespaceProperty;
        set = Owners.ControllerOf(pod) is { Kind: "ReplicaSet" } owner ? cluster.Find<V1ReplicaSet>(ns, owner.Name) : null;
        deployment = set is not null && Owners.ControllerOf(set) is { Kind: "Deployment" } above ? new ObjectKey(ns, above.Name) : default;
        return set is not null && deployment.Name is not null;
    }

    /// <returns>Whether traffic is sent to the pod; null when no Service selects it.</returns>
    private bool? EndpointOf(V1Pod pod)
    {
        var ns = pod.Metadata.NamespaceProperty;
        if (!cluster.List<V1Service>(ns).Any(service => ServicePods.HasEndpoints(service) && LabelMatch.HasAll(service.Spec.Selector, pod.Metadata.Labels)))
        {
            return null;
        }

        return cluster.List<V1EndpointSlice>(ns).SelectMany(slice => slice.Endpoints ?? []).Any(endpoint => endpoint.TargetRef?.Uid == pod.Metadata.Uid && endpoint.Conditions?.Ready == true);
    }
}
