using k8s.Models;

namespace Workshop.Cluster.Loops.Autoscaling;

/// <summary>The conditions of an autoscaler: one of a type, in the order in which they first came.</summary>
internal static class AutoscalerConditions
{
    /// <returns>The list with this condition; its transition time stays while its status does.</returns>
    public static IReadOnlyList<V2HorizontalPodAutoscalerCondition> With(
        this IReadOnlyList<V2HorizontalPodAutoscalerCondition> list, string type, bool status, (string Reason, string Message) why, DateTime now)
    {
        var text = status ? "True" : "False";
        var before = list.FirstOrDefault(condition => condition.Type == type);
        var condition = new V2HorizontalPodAutoscalerCondition
        {
            Type = type,
            Status = text,
            Reason = why.Reason,
            Message = why.Message,
            LastTransitionTime = before?.Status == text ? before.LastTransitionTime : now,
        };
        return before is null ? [.. list, condition] : [.. list.Select(item => item == before ? condition : item)];
    }
}
