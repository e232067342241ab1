namespace Workshop.Cluster.Nodes.Processes;

internal static class ProcessLauncher
{
    /// <summary>The launcher of this system.</summary>
    public static IProcessLauncher ForThisSystem() => OperatingSystem.IsWindows() ? new WindowsProcessLauncher() : new UnixProcessLauncher();
}
