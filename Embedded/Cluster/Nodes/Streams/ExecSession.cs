using System.Security.Cryptography;
using Workshop.Cluster.Nodes.Pods;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Nodes.Streams;

/// <summary>A program beside a container's own, and all that it starts: ends with the session, and at the latest with the container.</summary>
internal sealed class ExecSession : IContainerSession
{
    /// <summary>How long to wait for output that a process outside the container still holds open.</summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(2);

    private readonly ILaunchedProcess _process;
    private readonly ProcessLedger _ledger;
    private readonly TimeProvider _time;
    private readonly string _id;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenRegistration _withContainer;
    private readonly WatchedStream _output;
    private readonly WatchedStream _error;
    private readonly Task _cleaning;
    private int _isDisposed;

    private ExecSession(ILaunchedProcess process, string id, ContainerRun run, ProcessLedger ledger, TimeProvider time)
    {
        (_process, _id, _ledger, _time) = (process, id, ledger, time);
        (_output, _error) = (new WatchedStream(process.Output), new WatchedStream(process.Error));
        _withContainer = run.Ending.Register(() => process.Signal(ProcessSignal.Kill));
        _cleaning = CleanAsync();
        Ended = CodeAsync();
    }

    public Stream? Input => _process.Input;

    public Stream Output => _output;

    public Stream Error => _error;

    public Task<int?> Ended { get; }

    /// <exception cref="ProcessStartException">There is no such program, or it cannot be started.</exception>
    public static ExecSession Start(ContainerRun run, IReadOnlyList<string> command, ProcessInput input, IProcessLauncher launcher, ProcessLedger ledger, TimeProvider time)
    {
        // Begins with the container's id, so that whoever looks for what the container left finds this, too.
        var id = $"{run.Id}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var spec = run.Setup.ToExec(command, run.ProcessId);
        var environment = new Dictionary<string, string>(spec.Environment) { [ProcessLedger.MarkerVariable] = ledger.MarkerOf(id) };
        if (input == ProcessInput.Terminal)
        {
            environment.TryAdd("TERM", "xterm");
        }

        var process = launcher.Start(spec with { Input = input, Environment = environment });
        ledger.Record(id, process.Id, $"a program in container {run.Id}");
        return new ExecSession(process, id, run, ledger, time);
    }

    /// <summary>A terminal has no end: its programs end by themselves.</summary>
    public void EndInput()
    {
        if (Input is not (null or TerminalInput))
        {
            Input.Dispose();
        }
    }

    public void Resize(TerminalSize size) => _process.Resize(size);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        _process.Signal(ProcessSignal.Kill);
        await _closing.CancelAsync().ConfigureAwait(false);
        await _cleaning.ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task<int?> CodeAsync() => await _process.Exited.ConfigureAwait(false);

    private async Task CleanAsync()
    {
        await _process.Exited.ConfigureAwait(false);
        await _withContainer.DisposeAsync().ConfigureAwait(false);
        _ledger.EndStrays(_id);
        _ledger.Forget(_id);
        try
        {
            // What was written before the end is still to be read, however slowly the client takes it; but nobody waits for what never comes.
            var atEnd = Task.WhenAll(_output.AtEnd, _error.AtEnd);
            do
            {
                await Task.WhenAny(atEnd, Task.Delay(DrainLimit, _time, _closing.Token)).ConfigureAwait(false);
                _closing.Token.ThrowIfCancellationRequested();
            }
            while (!(_output.IsAtRest && _error.IsAtRest));
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or has all that it wants.
        }

        _process.Dispose();
    }
}
