namespace Workshop.Cluster.Loops.Autoscaling;

/// <summary>A metric says nothing now; the message says why, in Kubernetes' words.</summary>
internal sealed class MetricException(string message) : Exception(message);
