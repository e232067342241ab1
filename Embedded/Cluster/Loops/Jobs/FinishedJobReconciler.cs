using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Jobs;

/// <summary>Deletes Jobs that ended as long ago as their ttlSecondsAfterFinished says.</summary>
internal sealed class FinishedJobReconciler(IClusterClient cluster, TimeProvider time) : IReconciler
{
    public const string Component = "ttl-after-finished-controller";

    public static void Listen(LoopSources sources) => sources.Each<V1Job>();

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<V1Job>(key.Namespace, key.Name) is not { Metadata.DeletionTimestamp: null, Spec.TtlSecondsAfterFinished: { } lifetime } job
            || JobConditions.End(job)?.LastTransitionTime is not { } endedAt)
        {
            return Task.FromResult(ReconcileResult.Done);
        }

        var left = endedAt.AddSeconds(lifetime) - time.GetKubernetesNow();
        if (left > TimeSpan.Zero)
        {
            return Task.FromResult(ReconcileResult.After(left));
        }

        cluster.Delete<V1Job>(key.Namespace, key.Name, new DeletionOptions { PropagationPolicy = "Foreground", PreconditionUid = job.Metadata.Uid });
        return Task.FromResult(ReconcileResult.Done);
    }
}
