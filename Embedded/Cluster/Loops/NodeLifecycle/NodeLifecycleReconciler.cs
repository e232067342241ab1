using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.NodeLifecycle;

/// <summary>Turns a node's state into taints, by which the scheduler and tolerations go.</summary>
internal sealed class NodeLifecycleReconciler(IClusterClient cluster, TimeProvider time) : IReconciler
{
    public const string Component = "node-lifecycle-controller";

    public static void Listen(LoopSources sources) => sources.Each<V1Node>();

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<V1Node>("", key.Name) is { } node && NodeTaintPlan.For(node, time.GetKubernetesNow()) is { } taints)
        {
            var copy = cluster.Copy(node);
            copy.Spec ??= new V1NodeSpec();
            copy.Spec.Taints = taints.Count == 0 ? null : taints;
            cluster.Update(copy);
        }

        return Task.FromResult(ReconcileResult.Done);
    }
}
