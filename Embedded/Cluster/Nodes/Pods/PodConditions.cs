using k8s.Models;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>A pod's conditions, in the order and the words of the kubelet.</summary>
internal static class PodConditions
{
    private static readonly string[] Own = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"];

    public static IList<V1PodCondition> For(V1Pod pod, PodMemory memory, string phase, DateTime now)
    {
        var containersReady = ContainersReady(memory, phase);
        var wanted = new[]
        {
            New(Own[0], memory.HasSandbox && !memory.IsOver),
            Initialized(memory, phase),
            Ready(pod, containersReady),
            containersReady,
            New(Own[4], true),
        };
        var before = pod.Status?.Conditions ?? [];
        foreach (var condition in wanted)
        {
            var same = before.FirstOrDefault(other => other.Type == condition.Type && other.Status == condition.Status);
            condition.LastTransitionTime = same?.LastTransitionTime ?? now;
        }

        return [.. wanted, .. before.Where(condition => !Own.Contains(condition.Type))];
    }

    private static V1PodCondition Initialized(PodMemory memory, string phase)
    {
        if (phase == PodPhase.Succeeded)
        {
            return New(Own[1], true, "PodCompleted");
        }

        if (memory.IsInitialized)
        {
            return New(Own[1], true);
        }

        var incomplete = memory.Containers
            .Where(container => container.Role == ContainerRole.Init ? !ContainerStatusPlan.IsReady(container) : container is { Role: ContainerRole.Sidecar, IsStarted: false })
            .Select(container => container.Name);
        return New(Own[1], false, "ContainersNotInitialized", $"containers with incomplete status: [{string.Join(' ', incomplete)}]");
    }

    private static V1PodCondition ContainersReady(PodMemory memory, string phase)
    {
        if (phase is PodPhase.Succeeded or PodPhase.Failed)
        {
            return New(Own[3], false, phase == PodPhase.Succeeded ? "PodCompleted" : "PodFailed");
        }

        var unready = memory.Containers.Where(container => container.Role is not (ContainerRole.Init or ContainerRole.Ephemeral) && !ContainerStatusPlan.IsReady(container)).Select(container => container.Name).ToList();
        return unready.Count == 0 ? New(Own[3], true) : New(Own[3], false, "ContainersNotReady", $"containers with unready status: [{string.Join(' ', unready)}]");
    }

    private static V1PodCondition Ready(V1Pod pod, V1PodCondition containersReady)
    {
        if (containersReady.Status != "True")
        {
            return new V1PodCondition { Type = Own[2], Status = containersReady.Status, Reason = containersReady.Reason, Message = containersReady.Message };
        }

        var open = (pod.Spec.ReadinessGates ?? [])
            .Where(gate => pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == gate.ConditionType)?.Status != "True")
            .Select(gate => $"corresponding condition of pod readiness gate \"{gate.ConditionType}\" does not exist or is not True.")
            .ToList();
        return open.Count == 0 ? New(Own[2], true) : New(Own[2], false, "ReadinessGatesNotReady", string.Join(", ", open));
    }

    private static V1PodCondition New(string type, bool isTrue, string? reason = null, string? message = null) =>
        new() { Type = type, Status = isTrue ? "True" : "False", Reason = reason, Message = message };
}
