namespace Workshop.Cluster.Nodes.Metering;

/// <summary>What two readings of a tree say of the time between them; touches nothing.</summary>
internal static class TreePlan
{
    /// <summary>
    /// Processor time that the tree used between two readings. Whoever waits for an ended child takes over its time, so the sum of all that is there mostly tells; where a child's
    /// time is lost with it (nobody waited for it), the sum falls behind, and what the living used is the better answer. Neither is ever more than was used.
    /// </summary>
    public static TimeSpan CpuBetween(IReadOnlyList<ProcessUsage> before, IReadOnlyList<ProcessUsage> after)
    {
        var known = before.ToDictionary(process => (process.Id, process.StartedAt));
        var total = Total(after) - Total(before);
        var living = after.Aggregate(TimeSpan.Zero, (sum, process) => sum + process.Cpu - known.GetValueOrDefault((process.Id, process.StartedAt)).Cpu);
        var most = total > living ? total : living;
        return most > TimeSpan.Zero ? most : TimeSpan.Zero;
    }

    public static long Bytes(IReadOnlyList<ProcessUsage> tree) => tree.Sum(process => process.Bytes);

    private static TimeSpan Total(IReadOnlyList<ProcessUsage> tree) => tree.Aggregate(TimeSpan.Zero, (sum, process) => sum + process.Cpu + process.EndedChildren);
}
