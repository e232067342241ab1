namespace Workshop.Benchmarks.ControlPlane;

/// <summary>This program once more, as something to be measured, with a folder of its own.</summary>
internal sealed class OwnProgram : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder;
    private readonly TestProcess _process;

    private OwnProgram(TemporaryFolder folder, TestProcess process) => (_folder, _process) = (folder, process);

    public string Folder => _folder.Path;

    /// <param name="ready">What it writes when it can be measured.</param>
    /// <param name="arguments">Given its folder.</param>
    public static async Task<OwnProgram> StartAsync(string ready, Func<string, string[]> arguments)
    {
        var folder = new TemporaryFolder();
        var started = new OwnProgram(folder, TestProcess.Start(Environment.ProcessPath!, arguments(folder.Path)));
        try
        {
            await started._process.HasWritten(ready, StartLimit);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Proportional set size.</summary>
    public double Megabytes() => MeasuredRun.MegabytesOf(_process.Id);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Signal(Signals.Terminate);
            await _process.Exit(EndLimit);
        }

        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
