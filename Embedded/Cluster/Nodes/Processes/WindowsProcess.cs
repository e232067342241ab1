using System.Diagnostics;
using System.Runtime.Versioning;

namespace Workshop.Cluster.Nodes.Processes;

/// <summary>A process on Windows with its job. Terminate is Ctrl+Break to its console group, which .NET programs take as the wish to stop.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsProcess : ILaunchedProcess
{
    private const int ControlCExit = unchecked((int)0xC000013A);

    private readonly Process _process;
    private readonly JobObject _job;
    private volatile bool _isKilled;

    /// <param name="input">Null: it has none, or none any more.</param>
    public WindowsProcess(Process process, JobObject job, Stream? input)
    {
        _process = process;
        _job = job;
        Input = input;
        Exited = WaitAsync();
    }

    public int Id => _process.Id;

    public IReadOnlyList<int>? Members => _job.ProcessIds();

    public Stream? Input { get; }

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Error => _process.StandardError.BaseStream;

    public Task<int> Exited { get; }

    public void Resize(TerminalSize size)
    {
        // A process without a terminal has no size; with one it is not started here.
    }

    public void Signal(ProcessSignal signal)
    {
        if (Exited.IsCompleted)
        {
            return;
        }

        if (signal == ProcessSignal.Kill || !JobObject.SendBreak(Id))
        {
            _isKilled = true;
            _job.Terminate();
        }
    }

    public void Dispose()
    {
        _job.Dispose();
        _process.Dispose();
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        _job.Terminate();
        return _isKilled ? 128 + (int)ProcessSignal.Kill
            : _process.ExitCode == ControlCExit ? 128 + (int)ProcessSignal.Terminate
            : _process.ExitCode & 0xff;
    }
}
