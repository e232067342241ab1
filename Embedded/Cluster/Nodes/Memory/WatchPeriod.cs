namespace Workshop.Cluster.Nodes.Memory;

/// <summary>Decides when a container's memory is looked at next: programs take most of what they take when they start, and who is far from the limit cannot be beyond it soon.</summary>
internal static class WatchPeriod
{
    private static readonly TimeSpan Starting = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    public static TimeSpan Shortest { get; } = TimeSpan.FromMilliseconds(100);

    public static TimeSpan For(long used, long limit, TimeSpan age) => age < Starting || used > limit / 2 ? Shortest : Longest;
}
