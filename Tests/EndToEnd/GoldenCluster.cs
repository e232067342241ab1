namespace Workshop.EndToEnd;

/// <summary>An empty cluster of one node, as the transcripts want it.</summary>
public sealed class GoldenCluster : IAsyncLifetime
{
    private RunningWorkshop? _running;

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Started by the first test that has its tools.</summary>
    public async Task<RunningWorkshop> Get()
    {
        RequiredTool.Unix();
        RequiredTool.Named("kubectl");
        RequiredTool.Named("curl");
        return _running ??= await RunningWorkshop.Start(["--empty", "--nodes", "1"]);
    }

    public async Task DisposeAsync()
    {
        if (_running is not null)
        {
            _running.Process.Signal(Signals.Interrupt);
            await _running.Process.Exit(RunningWorkshop.EndLimit);
            await _running.DisposeAsync();
        }
    }
}
