using k8s.Models;

namespace Workshop.Cluster.Loops.Autoscaling;

/// <summary>A pod of an autoscaler's target with what was measured of one resource.</summary>
/// <param name="Thousandths">What it uses; null: nothing was measured.</param>
/// <param name="Timestamp">The end of the measurement's window.</param>
internal sealed record PodMeasure(V1Pod Pod, long? Thousandths, DateTimeOffset Timestamp, TimeSpan Window)
{
    public string Uid => Pod.Metadata.Uid;
}
