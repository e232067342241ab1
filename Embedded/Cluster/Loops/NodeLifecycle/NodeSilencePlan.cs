using k8s.Models;

namespace Workshop.Cluster.Loops.NodeLifecycle;

/// <summary>Decides what is said of a node that has fallen silent; touches nothing.</summary>
internal static class NodeSilencePlan
{
    private static readonly string[] Conditions = ["MemoryPressure", "DiskPressure", "PIDPressure", "Ready"];

    public static bool IsKnown(V1Node node) => node.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "Ready")?.Status is "True" or "False";

    /// <summary>What is said of a node that says nothing.</summary>
    public static V1NodeStatus Silent(V1NodeStatus status, DateTime now)
    {
        foreach (var condition in status.Conditions.Where(condition => Conditions.Contains(condition.Type) && condition.Status != "Unknown"))
        {
            (condition.Status, condition.Reason, condition.Message) = ("Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.");
            condition.LastTransitionTime = now;
        }

        return status;
    }
}
