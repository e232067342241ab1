using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Autoscaling;

/// <summary>Keeps the number of pods of a Deployment, ReplicaSet or StatefulSet within the bounds of its HorizontalPodAutoscaler.</summary>
internal sealed class AutoscalerReconciler(IClusterClient cluster, IObjectRegistry registry, IEventRecorder events, TimeProvider time) : IReconciler
{
    public const string Component = "horizontal-pod-autoscaler";

    private const string Unmeasured = "FailedGetResourceMetric";

    public static void Listen(LoopSources sources) => sources
        .Each<V2HorizontalPodAutoscaler>()
        .Mapped<V1Deployment>(change => Of(sources.Cluster, "Deployment", change.Key))
        .Mapped<V1ReplicaSet>(change => Of(sources.Cluster, "ReplicaSet", change.Key))
        .Mapped<V1StatefulSet>(change => Of(sources.Cluster, "StatefulSet", change.Key));

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<V2HorizontalPodAutoscaler>(key.Namespace, key.Name) is { Metadata.DeletionTimestamp: null } autoscaler)
        {
            Reconcile(autoscaler);
        }

        return Task.FromResult(ReconcileResult.Done);
    }

    private static IEnumerable<ObjectKey> Of(IClusterClient cluster, string kind, ObjectKey target) => cluster.List<V2HorizontalPodAutoscaler>(target.Namespace)
        .Where(autoscaler => autoscaler.Spec.ScaleTargetRef.Kind == kind && autoscaler.Spec.ScaleTargetRef.Name == target.Name)
        .Select(autoscaler => new ObjectKey(target.Namespace, autoscaler.Metadata.Name));

    private void Reconcile(V2HorizontalPodAutoscaler autoscaler)
    {
        var (target, ns, now) = (autoscaler.Spec.ScaleTargetRef, autoscaler.Metadata.NamespaceProperty, time.GetKubernetesNow());
        var copy = cluster.Copy(autoscaler);
        var key = new ObjectKey(ns, target.Name);
        var kind = KindTable.FindByKind(target.ApiVersion ?? "", target.Kind);
        if (kind is null || !kind.Subresources.Contains("scale") || registry.Find(kind, key) is null)
        {
            var why = kind is null ? $"no matches for kind \"{target.Kind}\" in group \"{(target.ApiVersion ?? "").Split('/')[0]}\"" : $"{kind.GroupResource} \"{target.Name}\" not found";
            copy.Status = AutoscalerPlan.Lost(autoscaler, why, now);
            events.Record(autoscaler, "Warning", "FailedGetScale", why, Component);
            cluster.UpdateStatus(copy);
            return;
        }

        var scale = registry.GetScale(kind, key);
        var present = (int)(scale.Obj("spec").Int("replicas") ?? 0);
        var desired = AutoscalerPlan.Desired(autoscaler.Spec, present);
        if (desired != present)
        {
            registry.Patch(kind, key, new ObjectPatch(PatchType.Merge, new JsonObject { ["spec"] = new JsonObject { ["replicas"] = desired } }), WriteOptions.Loop, "scale");
            events.Record(
                autoscaler, "Normal", "SuccessfulRescale",
                $"New size: {desired}; reason: Current number of replicas {(desired < present ? "above Spec.MaxReplicas" : "below Spec.MinReplicas")}", Component);
        }
        else if (present > 0 && autoscaler.Status?.Conditions?.Any(condition => condition.Reason == Unmeasured) != true)
        {
            // Said once: passes come as often as the target changes.
            events.Record(autoscaler, "Warning", Unmeasured, AutoscalerPlan.Why(autoscaler), Component);
        }

        copy.Status = AutoscalerPlan.Status(autoscaler, present, (int)(scale.Obj("status").Int("replicas") ?? 0), now);
        cluster.UpdateStatus(copy);
    }
}
