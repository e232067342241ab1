namespace Workshop.Cluster.Nodes.Metering;

internal static class ProcessTable
{
    /// <summary>The table of this system.</summary>
    public static IProcessTable OfThisSystem() => OperatingSystem.IsLinux() ? new ProcTable() : new SystemProcessTable();
}
