namespace Workshop.Cluster.Nodes.Processes;

/// <summary>What a program reads from.</summary>
internal enum ProcessInput
{
    /// <summary>Nothing: the end is there at once.</summary>
    None,

    /// <summary>A pipe, whose end is that of <see cref="ILaunchedProcess.Input"/>.</summary>
    Pipe,

    /// <summary>A terminal of its own, which is its output, too; nothing comes on the error stream.</summary>
    Terminal,
}
