namespace Workshop.Cluster.Nodes.Processes;

/// <summary>One started program and all that it starts in turn. Its output must be read to the end by its owner.</summary>
internal interface ILaunchedProcess : IDisposable
{
    int Id { get; }

    /// <value>The ids of the program and all that it started, where the system keeps such a list; null: they share the session of the program.</value>
    IReadOnlyList<int>? Members { get; }

    /// <value>What the program reads; its disposal is the end of that. Null: it was started without.</value>
    Stream? Input { get; }

    Stream Output { get; }

    Stream Error { get; }

    /// <summary>The exit code, 128 + signal for a signalled one; done as soon as the program itself has ended. What it left running has been killed by then.</summary>
    Task<int> Exited { get; }

    /// <summary>Of its terminal, if it has one.</summary>
    void Resize(TerminalSize size);

    /// <summary>Kill reaches the program and all it started, Terminate the program alone, as with a container. Nothing happens when it has ended already.</summary>
    void Signal(ProcessSignal signal);
}

/// <summary>How a process is asked to end; the numbers are those of every Unix.</summary>
internal enum ProcessSignal
{
    Kill = 9,
    Terminate = 15,
}
