namespace Workshop.Cluster.Nodes.Processes;

/// <summary>Starts programs so that each can be ended with everything it started.</summary>
internal interface IProcessLauncher
{
    /// <exception cref="ProcessStartException">The system refused: no such program, not executable, no such folder.</exception>
    ILaunchedProcess Start(ProcessSpec spec);
}
