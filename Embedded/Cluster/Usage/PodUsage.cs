namespace Workshop.Cluster.Usage;

/// <summary>What the running containers of a pod used.</summary>
/// <param name="Timestamp">The end of the window.</param>
/// <param name="Window">What the processors' use is an average of.</param>
internal sealed record PodUsage(DateTimeOffset Timestamp, TimeSpan Window, IReadOnlyList<ContainerUsage> Containers);
