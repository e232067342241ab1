using System.Runtime.Versioning;

namespace Workshop.Cluster.Nodes.Processes;

/// <summary>A child in a session of its own. One small thread waits for its end, so that it is known at once and never by polling.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixProcess : ILaunchedProcess
{
    private const int ReaperStack = 256 * 1024;

    /// <summary>What is reported when another part of this process has taken the exit code away.</summary>
    private const int UnknownExitCode = 255;

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PseudoTerminal? _terminal;
    private bool _isReaped;

    public UnixProcess(int id, Stream? input, Stream output, Stream error)
    {
        Id = id;
        Input = input;
        Output = output;
        Error = error;
        StartReaper();
    }

    public UnixProcess(int id, PseudoTerminal terminal)
    {
        _terminal = terminal;
        Id = id;
        Input = terminal.Input;
        Output = terminal.Output;
        Error = Stream.Null;
        StartReaper();
    }
    public int Id { get; }

    public IReadOnlyList<int>? Members => null;

    public Stream? Input { get; }

    public Stream Output { get; }

    public Stream Error { get; }

    public Task<int> Exited => _exited.Task;

    public void Resize(TerminalSize size) => _terminal?.Resize(size);

    public void Signal(ProcessSignal signal)
    {
        lock (_lock)
        {
            // After reaping, the number may already belong to somebody else.
            if (!_isReaped)
            {
                _ = Libc.kill(signal == ProcessSignal.Kill ? -Id : Id, (int)signal);
            }
        }
    }

    public void Dispose()
    {
        Input?.Dispose();
        Output.Dispose();
        Error.Dispose();
        _terminal?.Dispose();
    }

    private void StartReaper() => new Thread(Reap, ReaperStack) { IsBackground = true, Name = $"reaper of {Id}" }.Start();

    private void Reap()
    {
        var ended = Libc.WaitUntilEnded(Id);
        int? exitCode;
        lock (_lock)
        {
            if (ended)
            {
                // As with a container's first process: when it ends, so does everything it started.
                _ = Libc.kill(-Id, (int)ProcessSignal.Kill);
            }

            exitCode = Libc.Reap(Id);
            _isReaped = true;
        }

        _exited.SetResult(exitCode ?? UnknownExitCode);
    }
}
