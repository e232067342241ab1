namespace Workshop.Cluster;

/// <summary>Whether pods that fit nowhere bring another node, and idle nodes go again. Off unless asked for.</summary>
public sealed class NodeAutoscaling
{
    /// <value>Default 0, at most 100. Up to so many nodes there may be; with less than <see cref="ClusterOptions.NodeCount"/> there are as many as that says, always.</value>
    public int MostNodes { get; init; }

    /// <value>Default 10 s. How often waiting pods and idle nodes are looked at.</value>
    public TimeSpan ScanPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <value>Default 10 min. An added node on which nothing has run for so long goes again.</value>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(10);
}
