namespace Workshop.EndToEnd;

/// <summary>An empty cluster of one node, as the transcripts want it, and what it answers to all of them.</summary>
public sealed class GoldenCluster : IAsyncLifetime
{
    // Waiting is most of what a scenario does; those that touch nodes or cluster-wide objects run alone.
    private const int AtATime = 3;

    private RunningWorkshop? _running;
    private CommandResult? _answers;

    /// <summary>The scenarios' folder; the environment variable GOLDEN names another one.</summary>
    public static string Folder => Environment.GetEnvironmentVariable("GOLDEN") is { Length: > 0 } folder ? folder : Repository.PathOf("Tests", "EndToEnd", "Golden");

    public static IEnumerable<string> Scenarios => Directory.EnumerateFiles(Folder, "transcript.txt", SearchOption.AllDirectories).Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal);

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>What run.py says of all scenarios: asked for by the first test that has its tools.</summary>
    public async Task<string> Answers()
    {
        RequiredTool.Unix();
        RequiredTool.Named("kubectl");
        RequiredTool.Named("curl");
        var python = RequiredTool.Named("python3");
        _running ??= await RunningWorkshop.Start(["--empty", "--nodes", "1"]);
        _answers ??= await _running.Shell($"'{python}' '{Folder}/run.py' check --dir '{Folder}' --jobs {AtATime}", TimeSpan.FromMinutes(15));
        return _answers.All;
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
