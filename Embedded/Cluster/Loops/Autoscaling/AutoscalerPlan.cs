using k8s.Models;

namespace Workshop.Cluster.Loops.Autoscaling;

/// <summary>Decides how many pods an autoscaler wants without metrics, which this cluster does not measure: as Kubernetes without its metrics server, it keeps to the bounds.</summary>
internal static class AutoscalerPlan
{
    /// <param name="present">How many pods its target has now; 0: somebody switched it off by hand, and it stays so.</param>
    public static int Desired(V2HorizontalPodAutoscalerSpec spec, int present) =>
        present == 0 ? 0 : Math.Clamp(present, spec.MinReplicas ?? 1, Math.Max(spec.MaxReplicas, spec.MinReplicas ?? 1));

    public static V2HorizontalPodAutoscalerStatus Status(V2HorizontalPodAutoscaler autoscaler, int present, int current, DateTime now)
    {
        var desired = Desired(autoscaler.Spec, present);
        var before = autoscaler.Status?.Conditions ?? [];
        return new V2HorizontalPodAutoscalerStatus
        {
            ObservedGeneration = autoscaler.Status?.ObservedGeneration,
            CurrentReplicas = current,
            DesiredReplicas = desired,
            LastScaleTime = desired == present ? autoscaler.Status?.LastScaleTime : now,
            Conditions =
            [
                Condition("AbleToScale", true, "SucceededGetScale", "the HPA controller was able to get the target's current scale", before, now),
                present == 0
                    ? Condition("ScalingActive", false, "ScalingDisabled", "scaling is disabled since the replica count of the target is zero", before, now)
                    : Condition("ScalingActive", false, "FailedGetResourceMetric", $"the HPA was unable to compute the replica count: {Why(autoscaler)}", before, now),
            ],
        };
    }

    /// <summary>A target that is not there, or is no such thing.</summary>
    public static V2HorizontalPodAutoscalerStatus Lost(V2HorizontalPodAutoscaler autoscaler, string why, DateTime now) => new()
    {
        CurrentReplicas = 0,
        DesiredReplicas = 0,
        Conditions = [Condition("AbleToScale", false, "FailedGetScale", $"the HPA controller was unable to get the target's current scale: {why}", autoscaler.Status?.Conditions ?? [], now)],
    };

    public static string Why(V2HorizontalPodAutoscaler autoscaler) =>
        $"unable to get metrics for resource {autoscaler.Spec.Metrics?.FirstOrDefault()?.Resource?.Name ?? "cpu"}: unable to fetch metrics from resource metrics API: "
        + "the server could not find the requested resource (get pods.metrics.k8s.io)";

    private static V2HorizontalPodAutoscalerCondition Condition(string type, bool status, string reason, string message, IEnumerable<V2HorizontalPodAutoscalerCondition> before, DateTime now)
    {
        var text = status ? "True" : "False";
        return new V2HorizontalPodAutoscalerCondition
        {
            Type = type,
            Status = text,
            Reason = reason,
            Message = message,
            LastTransitionTime = before.FirstOrDefault(condition => condition.Type == type && condition.Status == text)?.LastTransitionTime ?? now,
        };
    }
}
