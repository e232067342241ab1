using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Nodes;

/// <summary>One client's view of a program. Its disposal ends what it started, with everything that came of it.</summary>
internal interface IContainerSession : IAsyncDisposable
{
    /// <value>Null: the program takes nothing.</value>
    Stream? Input { get; }

    /// <value>Its end is there when nothing more can come.</value>
    Stream Output { get; }

    Stream Error { get; }

    /// <value>The exit code of what the session started; null for a program that was there before.</value>
    Task<int?> Ended { get; }

    /// <summary>The client has no more input.</summary>
    void EndInput();

    void Resize(TerminalSize size);
}
