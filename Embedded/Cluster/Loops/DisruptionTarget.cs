using k8s.Models;

namespace Workshop.Cluster.Loops;

/// <summary>The condition by which a pod says why the cluster, and nobody else, ended it.</summary>
internal static class DisruptionTarget
{
    public const string Type = "DisruptionTarget";

    public static void Mark(V1PodStatus status, string reason, string message, DateTime now) => status.Conditions =
    [
        .. (status.Conditions ?? []).Where(condition => condition.Type != Type),
        new V1PodCondition { Type = Type, Status = "True", Reason = reason, Message = message, LastTransitionTime = now },
    ];
}
