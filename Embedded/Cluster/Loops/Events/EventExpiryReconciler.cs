using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Events;

/// <summary>Removes Events an hour after they were last told.</summary>
internal sealed class EventExpiryReconciler(IClusterClient cluster, TimeProvider time) : IReconciler
{
    public const string Component = "event-expiry";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public static void Listen(LoopSources sources) => sources.Each<Corev1Event>();

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<Corev1Event>(key.Namespace, key.Name) is not { } item)
        {
            return Task.FromResult(ReconcileResult.Done);
        }

        var toldAt = item.LastTimestamp ?? item.Series?.LastObservedTime ?? item.EventTime ?? item.Metadata.CreationTimestamp ?? DateTime.MinValue;
        var left = toldAt.ToUniversalTime() + Lifetime - time.GetKubernetesNow();
        if (left > TimeSpan.Zero)
        {
            return Task.FromResult(ReconcileResult.After(left));
        }

        cluster.Delete<Corev1Event>(key.Namespace, key.Name, new DeletionOptions { PreconditionUid = item.Metadata.Uid });
        return Task.FromResult(ReconcileResult.Done);
    }
}
