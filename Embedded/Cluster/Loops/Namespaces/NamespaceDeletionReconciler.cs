using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Namespaces;

/// <summary>Empties a namespace that is being deleted, pods first, and lets it go when nothing is left.</summary>
internal sealed class NamespaceDeletionReconciler(IObjectRegistry registry, IClusterClient cluster, TimeProvider time) : IReconciler
{
    public const string Component = "namespace-controller";

    private const string Finalizer = "kubernetes";

    public static void Listen(LoopSources sources) => sources
        .Each<V1Namespace>()
        .OfAllKinds((kind, change) => kind.IsNamespaced && IsGoing(sources.Cluster, change.Object.Key.Namespace) ? [ObjectKey.Cluster(change.Object.Key.Namespace)] : []);

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<V1Namespace>("", key.Name) is { Metadata.DeletionTimestamp: not null } ns && ns.Spec?.Finalizers?.Contains(Finalizer) == true)
        {
            Reconcile(ns);
        }

        return Task.FromResult(ReconcileResult.Done);
    }

    private void Reconcile(V1Namespace ns)
    {
        // Pods end while all that they use is still there; what they leave goes after them.
        var name = ns.Metadata.Name;
        if (DeleteAll(KindTable.Pod, name) == 0)
        {
            foreach (var kind in registry.Kinds.Current.Stored.Where(kind => kind.IsNamespaced && kind != KindTable.Pod))
            {
                DeleteAll(kind, name);
            }
        }

        var remains = Remains(name);
        if (remains.IsEmpty)
        {
            LetGo(ns);
        }
        else
        {
            var copy = cluster.Copy(ns);
            copy.Status = new V1NamespaceStatus
            {
                Phase = "Terminating",
                Conditions = NamespaceConditionsPlan.For(remains, ns.Status?.Conditions, time.GetKubernetesNow()),
            };
            cluster.UpdateStatus(copy);
        }
    }

    /// <returns>How many were there, those included that are on their way out already.</returns>
    private int DeleteAll(ResourceKind kind, string ns)
    {
        var items = registry.List(kind, ns).Items;
        foreach (var item in items.Where(item => ObjectMetadata.Of(item).DeletionTimestamp is null))
        {
            try
            {
                registry.Delete(kind, item.Key, new DeletionOptions { PropagationPolicy = "Background", PreconditionUid = item.Uid });
            }
            catch (StatusException e) when (e.IsNotFound || e.IsConflict)
            {
                // Gone, or another one by now, whose own event brings the next pass.
            }
        }

        return items.Count;
    }

    private NamespaceRemains Remains(string ns)
    {
        var items = registry.Kinds.Current.Stored.Where(kind => kind.IsNamespaced).SelectMany(kind => registry.List(kind, ns).Items).ToList();
        return new NamespaceRemains(
            items.CountBy(item => item.Kind).ToDictionary(),
            items.SelectMany(item => ObjectMetadata.Of(item).Finalizers ?? []).CountBy(finalizer => finalizer).ToDictionary());
    }

    private void LetGo(V1Namespace ns)
    {
        var body = registry.Get(KindTable.Namespace, ObjectKey.Cluster(ns.Metadata.Name)).ToJson();
        body["metadata"]!["resourceVersion"] = ns.Metadata.ResourceVersion;
        body["spec"]!["finalizers"] = new JsonArray([.. ns.Spec.Finalizers.Where(finalizer => finalizer != Finalizer).Select(finalizer => (JsonNode?)finalizer)]);
        registry.Update(KindTable.Namespace, ObjectKey.Cluster(ns.Metadata.Name), body, WriteOptions.Loop, "finalize");
    }

    private static bool IsGoing(IClusterClient cluster, string ns) => cluster.Find<V1Namespace>("", ns)?.Metadata.DeletionTimestamp is not null;
}
