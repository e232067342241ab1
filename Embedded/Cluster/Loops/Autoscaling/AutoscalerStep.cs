using k8s.Models;

namespace Workshop.Cluster.Loops.Autoscaling;

/// <summary>What a pass of an autoscaler is to do.</summary>
/// <param name="Replicas">What its target is to have; null: no change.</param>
/// <param name="Why">Of the change, for the event.</param>
internal sealed record AutoscalerStep(
    V2HorizontalPodAutoscalerStatus Status, AutoscalerMemory Memory, IReadOnlyList<AutoscalerEvent> Events, int? Replicas = null, string Why = "");

internal sealed record AutoscalerEvent(string Type, string Reason, string Message)
{
    public static AutoscalerEvent Normal(string reason, string message) => new("Normal", reason, message);

    public static AutoscalerEvent Warning(string reason, string message) => new("Warning", reason, message);
}
