using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Roles;

/// <summary>Puts ClusterRoles together from those that their aggregationRule chooses, again whenever one of these, or a hand, changes something.</summary>
internal sealed class AggregationReconciler(IClusterClient cluster) : IReconciler
{
    public const string Component = "clusterrole-aggregation-controller";

    // Whichever role changed, every put-together one may have had a part of it.
    public static void Listen(LoopSources sources) => sources.Mapped<V1ClusterRole>(_ =>
        sources.Cluster.List<V1ClusterRole>().Where(role => role.AggregationRule is not null).Select(role => ObjectKey.Cluster(role.Metadata.Name)));

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<V1ClusterRole>("", key.Name) is { Metadata.DeletionTimestamp: null } role
            && AggregationPlan.RulesFor(role, cluster.List<V1ClusterRole>()) is { } wanted
            && !AggregationPlan.AreSame(role.Rules, wanted))
        {
            var next = cluster.Copy(role);
            next.Rules = wanted;
            cluster.Update(next);
        }

        return Task.FromResult(ReconcileResult.Done);
    }
}
