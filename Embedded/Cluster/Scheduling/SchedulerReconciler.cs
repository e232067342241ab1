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
    private readonly ClaimAsking _claims = new(cluster);

    public const string Component = "default-scheduler";

    public static void Listen(LoopSources sources) => sources
        .Mapped<V1Pod>(change => IsWaiting(change.Object) && change.Type != WatchEventType.Deleted
            ? [change.Key]
            : FreesSomething(change) ? Waiting(sources.Cluster) : [])
        .Mapped<V1Node>(_ => Waiting(sources.Cluster))
        .Mapped<V1PersistentVolumeClaim>(change => WaitingFor(sources.Cluster, change.Key))
        .Mapped<V1PersistentVolume>(_ => Waiting(sources.Cluster).Where(key => sources.Cluster.Find<V1Pod>(key.Namespace, key.Name) is { } pod && VolumePlan.ClaimNames(pod).Any()));

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        return Task.FromResult(cluster.Find<V1Pod>(key.Namespace, key.Name) is { } pod && IsWaiting(pod) ? Schedule(pod) : ReconcileResult.Done);
    }

    private ReconcileResult Schedule(V1Pod pod)
    {
        if (pod.Spec.SchedulingGates is { Count: > 0 })
        {
            Refuse(pod, "SchedulingGated", "Scheduling is blocked due to non-empty scheduling gates");
            return ReconcileResult.Done;
        }

        var volumes = VolumePlan.For(pod, cluster);
        if (volumes.Missing is not null && VolumePlan.MostWait(pod, cluster, time.GetUtcNow().UtcDateTime) is { } wait)
        {
            // A claim that has only just been made is bound in a moment: nothing to tell yet.
            return ReconcileResult.After(wait);
        }

        var nodes = cluster.List<V1Node>().Where(node => node.Metadata.DeletionTimestamp is null);
        var plan = SchedulePlan.For(pod, Snapshot.Of(nodes, cluster.List<V1Pod>(), cluster.List<V1Namespace>()), volumes);
        if (plan.Node is not null)
        {
            // With its claims' volumes still to be had, the pod waits; their binding brings the next pass.
            if (!_claims.Ask(volumes, plan.Node))
            {
                Bind(pod, plan.Node);
            }
        }
        else if (Refuse(pod, "Unschedulable", plan.Message!))
        {
            events.Record(pod, "Warning", "FailedScheduling", plan.Message!, Component);
        }

        return ReconcileResult.Done;
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

    private static bool IsWaiting(V1Pod pod) =>
        string.IsNullOrEmpty(pod.Spec.NodeName) && PodFacts.IsActive(pod) && (pod.Spec.SchedulerName ?? Component) == Component;

    /// <summary>A pod that went or ended makes room; one that got its node may be what another wants to be near.</summary>
    private static bool FreesSomething(InformerEvent<V1Pod> change) =>
        change.Type == WatchEventType.Deleted
        || PodFacts.IsFinished(change.Object)
        || (change.Previous is not null && change.Previous.Spec.NodeName != change.Object.Spec.NodeName);

    private static IEnumerable<ObjectKey> WaitingFor(IClusterClient cluster, ObjectKey claim) => cluster.List<V1Pod>(claim.Namespace)
        .Where(pod => IsWaiting(pod) && VolumePlan.ClaimNames(pod).Contains(claim.Name))
        .Select(pod => new ObjectKey(pod.Metadata.NamespaceProperty, pod.Metadata.Name));

    private static IEnumerable<ObjectKey> Waiting(IClusterClient cluster) =>
        cluster.List<V1Pod>().Where(IsWaiting).Select(pod => new ObjectKey(pod.Metadata.NamespaceProperty, pod.Metadata.Name));
}
