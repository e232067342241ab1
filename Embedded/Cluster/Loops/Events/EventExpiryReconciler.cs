using System.Collections.Concurrent;
using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Events;

/// <summary>Removes Events some time (<see cref="ClusterOptions.EventTtl"/>) after they were last told.</summary>
internal sealed class EventExpiryReconciler(IClusterClient cluster, ClusterOptions options, TimeProvider time) : IReconciler
{
    public const string Component = "event-expiry";

    // By the time that has passed since they were seen: a clock that is put forward would take all of them away.
    private readonly Uptime _uptime = new(time);
    private readonly ConcurrentDictionary<ObjectKey, (DateTime ToldAt, TimeSpan EndsAt)> _seen = new();

    public static void Listen(LoopSources sources) => sources.Each<Corev1Event>();

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<Corev1Event>(key.Namespace, key.Name) is not { } item)
        {
            _seen.TryRemove(key, out _);
            return Task.FromResult(ReconcileResult.Done);
        }

        var toldAt = item.LastTimestamp ?? item.Series?.LastObservedTime ?? item.EventTime ?? item.Metadata.CreationTimestamp ?? DateTime.MinValue;
        if (!_seen.TryGetValue(key, out var seen) || seen.ToldAt != toldAt)
        {
            var age = time.GetKubernetesNow() - toldAt.ToUniversalTime();
            seen = _seen[key] = (toldAt, _uptime.Now + options.EventTtl - (age > TimeSpan.Zero ? age : TimeSpan.Zero));
        }

        var left = seen.EndsAt - _uptime.Now;
        if (left > TimeSpan.Zero)
        {
            return Task.FromResult(ReconcileResult.After(left));
        }

        cluster.Delete<Corev1Event>(key.Namespace, key.Name, new DeletionOptions { PreconditionUid = item.Metadata.Uid });
        return Task.FromResult(ReconcileResult.Done);
    }
}
