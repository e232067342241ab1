using k8s;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.DaemonSets;

/// <summary>Keeps a pod of a DaemonSet on each node that fits, as nodes come, go and are tainted.</summary>
internal sealed class DaemonSetReconciler(IClusterClient cluster, IEventRecorder events, TimeProvider time) : IReconciler
{
    public const string Component = "daemonset-controller";

    private readonly Claims _claims = new(cluster);
    private readonly Revisions _revisions = new(cluster);

    // One worker makes all passes: nobody else reads or writes it.
    private readonly DaemonBackOff _backOff = new(time);

    public static void Listen(LoopSources sources) => sources
        .Each<V1DaemonSet>()
        .OwnedBy<V1Pod>("DaemonSet")
        .OwnedBy<V1ControllerRevision>("DaemonSet")
        .Mapped<V1Pod>(change => Owners.ControllerOf(change.Object) is null ? Adopters(sources.Cluster, change.Object) : [])
        .Mapped<V1Node>(change => IsNews(change) ? sources.Cluster.List<V1DaemonSet>().Select(set => new ObjectKey(set.Metadata.NamespaceProperty, set.Metadata.Name)) : []);

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct) => Task.FromResult(
        cluster.Find<V1DaemonSet>(key.Namespace, key.Name) is { Metadata.DeletionTimestamp: null } set ? Reconcile(set) : ReconcileResult.Done);

    private ReconcileResult Reconcile(V1DaemonSet set)
    {
        var owner = RevisionOwner.Of(set);
        _revisions.Current(owner);
        var hash = owner.Hash;
        var step = DaemonSetPlan.Next(set, hash, NodesOf(set), time.GetKubernetesNow());
        var after = Delete(set, step.Delete);
        var failure = Create(set, step.Create, hash);

        var nodes = NodesOf(set);
        var copy = cluster.Copy(set);
        copy.Status = DaemonSetStatusPlan.For(set, hash, nodes, time.GetKubernetesNow());
        cluster.UpdateStatus(copy);
        _revisions.Trim(owner, Used(set, nodes, hash));
        return failure is null ? ReconcileResult.Maybe(Earliest(after, NextAvailableIn(set, nodes))) : throw failure;
    }

    private IReadOnlyList<DaemonNode> NodesOf(V1DaemonSet set) =>
        DaemonNode.All(set, cluster.List<V1Node>(), _claims.Of<V1Pod>(set, KindTable.DaemonSet, set.Spec.Selector));

    private StatusException? Create(V1DaemonSet set, IEnumerable<string> nodes, string hash)
    {
        foreach (var node in nodes)
        {
            try
            {
                var pod = cluster.Create(DaemonPods.New(set, node, hash));
                events.Record(set, "Normal", "SuccessfulCreate", $"Created pod: {pod.Metadata.Name}", Component);
            }
            catch (StatusException e) when (e.IsNamespaceTerminating())
            {
                return null;
            }
            catch (StatusException e)
            {
                events.Record(set, "Warning", "FailedCreate", $"Error creating: {e.Message}", Component);
                return e;
            }
        }

        return null;
    }

    /// <returns>When a failed pod may be replaced that may not yet.</returns>
    private TimeSpan? Delete(V1DaemonSet set, IEnumerable<V1Pod> pods)
    {
        TimeSpan? after = null;
        foreach (var pod in pods)
        {
            if (pod.Status?.Phase == "Failed" && _backOff.Wait(set.Metadata.Uid, DaemonPods.NodeOf(pod)) is { } wait)
            {
                after = Earliest(after, wait);
                continue;
            }

            TellEnd(set, pod);
            if (cluster.Delete<V1Pod>(pod.Metadata.NamespaceProperty, pod.Metadata.Name, new DeletionOptions { PreconditionUid = pod.Metadata.Uid }))
            {
                events.Record(set, "Normal", "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}", Component);
            }
        }

        return after;
    }

    private void TellEnd(V1DaemonSet set, V1Pod pod)
    {
        var what = $"daemon pod {pod.Metadata.NamespaceProperty}/{pod.Metadata.Name} on node {DaemonPods.NodeOf(pod)}";
        switch (pod.Status?.Phase)
        {
            case "Failed":
                events.Record(set, "Warning", "FailedDaemonPod", $"Found failed {what}, will try to kill it", Component);
                break;
            case "Succeeded":
                events.Record(set, "Normal", "SucceededDaemonPod", $"Found succeeded {what}, will try to delete it", Component);
                break;
        }
    }

    private static HashSet<string> Used(V1DaemonSet set, IReadOnlyList<DaemonNode> nodes, string hash) => nodes.SelectMany(node => node.Pods)
        .Select(pod => pod.Metadata.Labels?.TryGetValue(DaemonSetPlan.RevisionLabel, out var label) == true ? label : "")
        .Append(hash)
        .Select(used => $"{set.Metadata.Name}-{used}")
        .ToHashSet();

    private TimeSpan? NextAvailableIn(V1DaemonSet set, IReadOnlyList<DaemonNode> nodes)
    {
        var (minReady, now) = (TimeSpan.FromSeconds(set.Spec.MinReadySeconds ?? 0), time.GetKubernetesNow());
        return nodes.SelectMany(node => node.Pods).Select(pod => PodFacts.AvailableAt(pod, minReady) - now).Where(left => left > TimeSpan.Zero).Min();
    }

    private static TimeSpan? Earliest(TimeSpan? left, TimeSpan? right) => left is null || right < left ? right ?? left : left;

    /// <summary>Most changes of nodes are heartbeats.</summary>
    private static bool IsNews(InformerEvent<V1Node> change) => change.Previous is null || Facts(change.Object) != Facts(change.Previous);

    private static string Facts(V1Node node) => KubernetesJson.Serialize(new object?[] { node.Spec, node.Metadata.Labels, node.Metadata.DeletionTimestamp });

    private static IEnumerable<ObjectKey> Adopters(IClusterClient cluster, V1Pod pod) => cluster.List<V1DaemonSet>(pod.Metadata.NamespaceProperty)
        .Where(set => LabelMatch.Fits(set.Spec.Selector, pod.Metadata.Labels))
        .Select(set => new ObjectKey(set.Metadata.NamespaceProperty, set.Metadata.Name));
}
