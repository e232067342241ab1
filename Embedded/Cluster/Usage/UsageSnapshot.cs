namespace Workshop.Cluster.Usage;

/// <summary>The latest measurement of everything.</summary>
/// <param name="Timestamp">Null: nothing has been measured yet.</param>
/// <param name="Window">Since the measurement before.</param>
/// <param name="Pods">By uid. A pod with a container that has not been watched for long enough is not there.</param>
/// <param name="Nodes">By name: the sum of the node's containers. A node without any is not there.</param>
internal sealed record UsageSnapshot(
    DateTimeOffset? Timestamp, TimeSpan Window, IReadOnlyDictionary<string, PodUsage> Pods, IReadOnlyDictionary<string, ContainerUsage> Nodes)
{
    public static UsageSnapshot Nothing { get; } = new(null, TimeSpan.Zero, new Dictionary<string, PodUsage>(), new Dictionary<string, ContainerUsage>());
}
