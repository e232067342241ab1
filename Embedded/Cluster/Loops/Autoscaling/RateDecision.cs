namespace Workshop.Cluster.Loops.Autoscaling;

/// <summary>How far an autoscaler goes now towards what it wants.</summary>
/// <param name="Able">Reason and message of the condition AbleToScale.</param>
/// <param name="IsLimited">Status of the condition ScalingLimited.</param>
/// <param name="Limit">Reason and message of it.</param>
/// <param name="Memory">With what was wanted noted.</param>
internal sealed record RateDecision(int Replicas, (string Reason, string Message) Able, bool IsLimited, (string Reason, string Message) Limit, AutoscalerMemory Memory);
