namespace Workshop.EndToEnd.Labs;

/// <summary>A cluster as <c>./workshop up --empty</c> gives it, which all labs share: each has namespaces of its own.</summary>
public sealed class EmptyCluster : IAsyncLifetime
{
    // Lab 14: nodes may come, and nobody waits ten minutes until one goes.
    private static readonly string[] Hasty = ["--NodeAutoscaling:MostNodes=5", "--NodeAutoscaling:IdleTime=00:00:15", "--Autoscaling:Period=00:00:05"];

    private RunningWorkshop? _running;

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Started by the first test that has its tools.</summary>
    public async Task<RunningWorkshop> Get()
    {
        RequiredTool.Unix();
        RequiredTool.Named("kubectl");
        RequiredTool.Named("curl");
        return _running ??= await RunningWorkshop.Start(["--empty", "--no-dashboard", .. Hasty]);
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
