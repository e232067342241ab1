using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Quotas;

namespace Workshop.Cluster.Loops.Quotas;

/// <summary>Keeps the status of ResourceQuotas true: what is allowed, and what is used of it now.</summary>
internal sealed class QuotaReconciler(IObjectRegistry registry, IClusterClient cluster, TimeProvider time) : IReconciler
{
    public const string Component = "resourcequota-controller";

    public static void Listen(LoopSources sources) => sources.OfAllKinds((kind, change) => KeysOf(sources.Cluster, kind, change));

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<V1ResourceQuota>(key.Namespace, key.Name) is not { Metadata.DeletionTimestamp: null } quota)
        {
            return Task.FromResult(ReconcileResult.Done);
        }

        var used = QuotaUsage.Total(quota, registry.Kinds.Current.Stored.Where(kind => kind.IsNamespaced), kind => registry.List(kind, key.Namespace).Items, time.GetUtcNow());
        var copy = cluster.Copy(quota);
        copy.Status = new V1ResourceQuotaStatus { Hard = quota.Spec?.Hard, Used = used.ToDictionary(pair => pair.Key, pair => new ResourceQuantity(pair.Value.ToString())) };
        cluster.UpdateStatus(copy);
        return Task.FromResult(ReconcileResult.Maybe(NextEnd(key.Namespace)));
    }

    private static IEnumerable<ObjectKey> KeysOf(IClusterClient cluster, ResourceKind kind, WatchEvent change) =>
        ReferenceEquals(kind, KindTable.ResourceQuota) ? [change.Object.Key]
        : !kind.IsNamespaced ? []
        : cluster.List<V1ResourceQuota>(change.Object.Key.Namespace)
            .Where(quota => (quota.Spec?.Hard ?? new Dictionary<string, ResourceQuantity>()).Keys.Any(name => QuotaUsage.Concerns(kind, name)))
            .Select(quota => new ObjectKey(quota.Metadata.NamespaceProperty, quota.Metadata.Name));

    /// <summary>A pod whose time to end is over counts no more, though no object changes then.</summary>
    private TimeSpan? NextEnd(string ns)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var ends = cluster.List<V1Pod>(ns)
            .Where(PodFacts.IsTerminating)
            .Select(pod => pod.Metadata.DeletionTimestamp!.Value.AddSeconds(pod.Metadata.DeletionGracePeriodSeconds ?? 0) + TimeSpan.FromSeconds(1) - now)
            .Where(left => left > TimeSpan.Zero)
            .ToList();
        return ends.Count == 0 ? null : ends.Min();
    }
}
