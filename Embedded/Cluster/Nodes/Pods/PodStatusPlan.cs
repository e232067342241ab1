using k8s.Models;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>Says in Kubernetes' words how a pod is: the one place that makes its status. Touches nothing.</summary>
internal static class PodStatusPlan
{
    private const string OverdueReason = "DeadlineExceeded";
    public const string OverdueMessage = "Pod was active on the node longer than the specified deadline";

    /// <param name="pod">As stored: what others wrote into its status stays.</param>
    public static V1PodStatus For(V1Pod pod, PodMemory memory, string hostIp, DateTime now)
    {
        var before = pod.Status ?? new V1PodStatus();
        var phase = PodPhase.Of(pod.Spec, memory);
        var isOverdue = memory is { IsOverdue: true, IsOver: true };
        var status = new V1PodStatus
        {
            Phase = phase,
            Reason = isOverdue ? OverdueReason : null,
            Message = isOverdue ? OverdueMessage : null,
            HostIP = hostIp,
            HostIPs = [new V1HostIP { Ip = hostIp }],
            PodIP = memory.PodIp,
            PodIPs = memory.PodIp is null ? null : [new V1PodIP { Ip = memory.PodIp }],
            StartTime = memory.StartTime,
            QosClass = before.QosClass ?? QualityOfService.Of(pod.Spec),
            NominatedNodeName = before.NominatedNodeName,
            Resize = before.Resize,
            InitContainerStatuses = [.. memory.Containers.Where(container => container.Role is ContainerRole.Init or ContainerRole.Sidecar).Select(container => ContainerStatusPlan.For(pod, memory, container))],
            ContainerStatuses = [.. memory.InRole(ContainerRole.Main).OrderBy(container => container.Name, StringComparer.Ordinal).Select(container => ContainerStatusPlan.For(pod, memory, container))],
        };
        status.EphemeralContainerStatuses = [.. memory.InRole(ContainerRole.Ephemeral).Select(container => ContainerStatusPlan.For(pod, memory, container))];
        if (status.InitContainerStatuses.Count == 0)
        {
            status.InitContainerStatuses = null;
        }

        if (status.EphemeralContainerStatuses.Count == 0)
        {
            status.EphemeralContainerStatuses = null;
        }

        status.Conditions = PodConditions.For(pod, memory, phase, now);
        return status;
    }
}
