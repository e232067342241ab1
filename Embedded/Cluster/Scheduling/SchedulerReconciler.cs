using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using WatchEventType = Workshop.Cluster.Registry.WatchEventType;

namespace Workshop.Cluster.Scheduling;

/// <summary>Gives each new pod a node, one pod at a time, so that each decision knows the ones before it; a pod that fits nowhere says why and is tried again when nodes or pods change.</summary>
internal sealed class SchedulerReconciler(IObjectRegistry registry, IClusterClient cluster, IEventRecorder events, TimeProvider time) : IReconciler
{
    public const string Component = "default-scheduler";

    public static void Listen(LoopSources sources) => sources
        .Mapped<V1Pod>(change => IsWaiting(change.Object) && change.Type != WatchEventType.Deleted
            ? [change.Key]
            : FreesSomething(change) ? Waiting(sources.Cluster) : [])
        .Mapped<V1Node>(_ => Waiting(sources.Cluster));

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<V1Pod>(key.Namespace, key.Name) is { } pod && IsWaiting(pod))
        {
            Schedule(pod);
        }

        return Task.FromResult(ReconcileResult.Done);
    }

    private void Schedule(V1Pod pod)
    {
        if (pod.Spec.SchedulingGates is { Count: > 0 })
        {
            Refuse(pod, "SchedulingGated", "Scheduling is blocked due to non-empty scheduling gates");
            return;
        }

        var plan = SchedulePlan.For(pod, [.. cluster.List<V1Node>().Where(node => node.Metadata.DeletionTimestamp is null)], cluster.List<V1Pod>(), MissingClaim(pod));
        if (plan.Node is not null)
        {
            Bind(pod, plan.Node);
        }
        else if (Refuse(pod, "Unschedulable", plan.Message!))
        {
            events.Record(pod, "Warning", "FailedScheduling", plan.Message!, Component);
        }
    }

    private void Bind(V1Pod pod, string node)
    {
        var (ns, name) = (pod.Metadata.NamespaceProperty, pod.Metadata.Name);
        var binding = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Binding",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns, ["uid"] = pod.Metadata.Uid },
            ["target"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Node", ["name"] = node },
        };
        try
        {
            registry.Update(KindTable.Pod, new ObjectKey(ns, name), binding, WriteOptions.Loop, "binding");
        }
        catch (StatusException e) when (e.IsNotFound)
        {
            return;
        }

        events.Record(pod, "Normal", "Scheduled", $"Successfully assigned {ns}/{name} to {node}", Component);
    }

    /// <returns>False when the pod says so already: what does not change is not told again.</returns>
    private bool Refuse(V1Pod pod, string reason, string message)
    {
        if (PodFacts.Condition(pod, "PodScheduled") is { Status: "False" } present && present.Reason == reason && present.Message == message)
        {
            return false;
        }

        var copy = cluster.Copy(pod);
        copy.Status ??= new V1PodStatus { Phase = "Pending" };
        copy.Status.Conditions =
        [
            .. (copy.Status.Conditions ?? []).Where(condition => condition.Type != "PodScheduled"),
            new V1PodCondition { Type = "PodScheduled", Status = "False", Reason = reason, Message = message, LastTransitionTime = time.GetKubernetesNow() },
        ];
        cluster.UpdateStatus(copy);
        return true;
    }

    private string? MissingClaim(V1Pod pod) => (pod.Spec.Volumes ?? [])
        .Select(volume => volume.PersistentVolumeClaim?.ClaimName)
        .Where(claim => claim is not null && registry.Find(KindTable.PersistentVolumeClaim, new ObjectKey(pod.Metadata.NamespaceProperty, claim)) is null)
        .Select(claim => $"persistentvolumeclaim \"{claim}\" not found")
        .FirstOrDefault();

    private static bool IsWaiting(V1Pod pod) =>
        string.IsNullOrEmpty(pod.Spec.NodeName) && PodFacts.IsActive(pod) && (pod.Spec.SchedulerName ?? Component) == Component;

    /// <summary>A pod that went or ended makes room; one that got its node may be what another wants to be near.</summary>
    private static bool FreesSomething(InformerEvent<V1Pod> change) =>
        change.Type == WatchEventType.Deleted
        || PodFacts.IsFinished(change.Object)
        || (change.Previous is not null && change.Previous.Spec.NodeName != change.Object.Spec.NodeName);

    private static IEnumerable<ObjectKey> Waiting(IClusterClient cluster) =>
        cluster.List<V1Pod>().Where(IsWaiting).Select(pod => new ObjectKey(pod.Metadata.NamespaceProperty, pod.Metadata.Name));
}
