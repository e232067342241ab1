using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Selectors;
using Workshop.Cluster.Usage;

namespace Workshop.Cluster.Loops.Autoscaling;

/// <summary>Gives the target of a HorizontalPodAutoscaler as many pods as its measured load asks for, once a period.</summary>
internal sealed class AutoscalerReconciler(IClusterClient cluster, IObjectRegistry registry, UsageStore usage, IEventRecorder events, ClusterOptions options, TimeProvider time) : IReconciler
{
    public const string Component = "horizontal-pod-autoscaler";

    // One worker: nobody else reads or writes it.
    private readonly Dictionary<ObjectKey, AutoscalerMemory> _memories = [];

    /// <summary>
    /// A new one and a changed wish mean a pass at once; all else is seen at the next period, as in Kubernetes. Its own writes must mean none: a pass before the pods
    /// of the last one are there would scale once more for the same load.
    /// </summary>
    public static void Listen(LoopSources sources) => sources.Mapped<V2HorizontalPodAutoscaler>(change => IsNews(change) ? [change.Key] : []);

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<V2HorizontalPodAutoscaler>(key.Namespace, key.Name) is { Metadata.DeletionTimestamp: null } autoscaler)
        {
            Reconcile(key, autoscaler);
            return Task.FromResult(ReconcileResult.After(options.Autoscaling.SyncPeriod));
        }

        _memories.Remove(key);
        return Task.FromResult(ReconcileResult.Done);
    }

    private static bool IsNews(InformerEvent<V2HorizontalPodAutoscaler> change) =>
        change.Previous is null || change.Type == Registry.WatchEventType.Deleted || KubernetesJson.Serialize(change.Previous.Spec) != KubernetesJson.Serialize(change.Object.Spec);

    private void Reconcile(ObjectKey key, V2HorizontalPodAutoscaler autoscaler)
    {
        var plan = new AutoscalerPlan(autoscaler, options.Autoscaling, time.GetUtcNow(), time.GetKubernetesNow());
        var wanted = autoscaler.Spec.ScaleTargetRef;
        var target = new ObjectKey(key.Namespace, wanted.Name);
        if (Find(wanted, target, out var why) is not { } kind)
        {
            events.Record(autoscaler, "Warning", "FailedGetScale", why, Component);
            Write(autoscaler, plan.Lost(why));
            return;
        }

        var found = Read(kind, target);
        var step = plan.For(found, usage.Current, _memories.GetValueOrDefault(key));
        foreach (var what in step.Events)
        {
            events.Record(autoscaler, what.Type, what.Reason, what.Message, Component);
        }

        var status = step.Replicas is { } replicas ? Rescale(autoscaler, plan, step, found, kind, target, replicas) : step.Status;
        _memories[key] = step.Memory;
        Write(autoscaler, status);
    }

    private ResourceKind? Find(V2CrossVersionObjectReference wanted, ObjectKey target, out string why)
    {
        var version = wanted.ApiVersion ?? "";
        var group = version.Contains('/', StringComparison.Ordinal) ? version.Split('/')[0] : "";
        var kind = registry.Kinds.Current.Stored.FirstOrDefault(row => row.Group == group && row.Kind == wanted.Kind && row.Subresources.Contains("scale"));
        why = kind is null ? $"no matches for kind \"{wanted.Kind}\" in group \"{group}\"" : $"{kind.GroupResource} \"{target.Name}\" not found";
        return kind is not null && registry.Find(kind, target) is not null ? kind : null;
    }

    private ScaleTarget Read(ResourceKind kind, ObjectKey target)
    {
        var scale = registry.GetScale(kind, target);
        var selector = scale.Obj("status").Str("selector") ?? "";
        var chosen = LabelSelector.Parse(selector);
        var pods = selector.Length == 0 ? [] : cluster.List<V1Pod>(target.Namespace).Where(pod => chosen.Matches(pod.Metadata.Labels)).ToList();
        return new ScaleTarget((int)(scale.Obj("spec").Int("replicas") ?? 0), selector, pods) { Autoscalers = [.. AutoscalersOf(target.Namespace, pods)] };
    }

    /// <summary>Those whose targets choose any of the pods: of one Deployment, or of several that quarrel about pods.</summary>
    private IEnumerable<string> AutoscalersOf(string ns, IReadOnlyList<V1Pod> pods) => cluster.List<V2HorizontalPodAutoscaler>(ns)
        .Where(other => Selector(other) is { Length: > 0 } selector && LabelSelector.Parse(selector) is var chosen && pods.Any(pod => chosen.Matches(pod.Metadata.Labels)))
        .Select(other => $"{ns}/{other.Metadata.Name}")
        .Order(StringComparer.Ordinal);

    private string? Selector(V2HorizontalPodAutoscaler autoscaler)
    {
        var target = new ObjectKey(autoscaler.Metadata.NamespaceProperty, autoscaler.Spec.ScaleTargetRef.Name);
        return Find(autoscaler.Spec.ScaleTargetRef, target, out _) is { } kind ? registry.GetScale(kind, target).Obj("status").Str("selector") : null;
    }

    private V2HorizontalPodAutoscalerStatus Rescale(
        V2HorizontalPodAutoscaler autoscaler, AutoscalerPlan plan, AutoscalerStep step, ScaleTarget found, ResourceKind kind, ObjectKey target, int replicas)
    {
        try
        {
            registry.Patch(kind, target, new ObjectPatch(PatchType.Merge, new JsonObject { ["spec"] = new JsonObject { ["replicas"] = replicas } }), WriteOptions.Loop, "scale");
        }
        catch (StatusException e) when (!e.IsConflict && !e.IsNotFound)
        {
            events.Record(autoscaler, "Warning", "FailedRescale", $"New size: {replicas}; reason: {step.Why}; error: {e.Message}", Component);
            return plan.NotRescaled(step, found, e.Message);
        }

        events.Record(autoscaler, "Normal", "SuccessfulRescale", $"New size: {replicas}; reason: {step.Why}", Component);
        return step.Status;
    }

    private void Write(V2HorizontalPodAutoscaler autoscaler, V2HorizontalPodAutoscalerStatus status)
    {
        var copy = cluster.Copy(autoscaler);
        copy.Status = status;
        cluster.UpdateStatus(copy);
    }
}
