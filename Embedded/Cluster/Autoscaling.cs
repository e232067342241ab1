namespace Workshop.Cluster;

/// <summary>How often load is measured and acted on. The defaults are Kubernetes' own.</summary>
public sealed class Autoscaling
{
    /// <value>Default 15 s, at least 100 ms. How often a HorizontalPodAutoscaler looks at its target.</value>
    public TimeSpan SyncPeriod { get; init; } = TimeSpan.FromSeconds(15);

    /// <value>Default 15 s, at least 100 ms. What <c>kubectl top</c> shows is an average over this time; a new container shows up when two thirds of it have passed.</value>
    public TimeSpan MeasurePeriod { get; init; } = TimeSpan.FromSeconds(15);

    /// <value>Default 5 min. For how long a pod's processor use counts only from when it was ready: what starts works hard.</value>
    public TimeSpan CpuInitializationPeriod { get; init; } = TimeSpan.FromMinutes(5);

    /// <value>Default 30 s. Until then a pod that is not ready counts as one that never was.</value>
    public TimeSpan InitialReadinessDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <value>Default 5 min. An autoscaler without a window of its own shrinks its target only to the highest size that it wanted in this time.</value>
    public TimeSpan DownscaleStabilization { get; init; } = TimeSpan.FromMinutes(5);

    /// <value>Default 0.1: a load that differs less than this part from its target changes nothing.</value>
    public double Tolerance { get; init; } = 0.1;
}
