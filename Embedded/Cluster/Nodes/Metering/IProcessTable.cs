namespace Workshop.Cluster.Nodes.Metering;

/// <summary>Reads what processes use, of many trees in one go.</summary>
internal interface IProcessTable
{
    /// <returns>For each tree its processes that are there now, in the order of the trees; none for one that has ended.</returns>
    IReadOnlyList<IReadOnlyList<ProcessUsage>> Read(IReadOnlyList<ProcessTree> trees);
}
