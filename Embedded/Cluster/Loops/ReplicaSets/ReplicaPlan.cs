using k8s.Models;

namespace Workshop.Cluster.Loops.ReplicaSets;

/// <summary>Desired against observed: the whole idea of the control loop in one subtraction.</summary>
/// <param name="Create">So many pods are missing.</param>
/// <param name="Surplus">So many are too many.</param>
internal readonly record struct ReplicaPlan(int Create, int Surplus)
{
    /// <param name="active">Pods that neither ended nor are ending.</param>
    public static ReplicaPlan For(int desired, IReadOnlyCollection<V1Pod> active) =>
        new(Math.Max(desired - active.Count, 0), Math.Max(active.Count - desired, 0));
}
