using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Tests.Nodes;

public sealed class WatchdogTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly StateFolder _state = new();
    private readonly Recorder _launcher = new();
    private readonly ProcessLedger _ledger;

    public WatchdogTests()
    {
        _ledger = Ledger();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _launcher.Started)
        {
            process.Signal(ProcessSignal.Kill);
            await process.Exited.WaitAsync(Limit);
            process.Dispose();
        }

        _state.Dispose();
    }

    [SkippableFact]
    public async Task When_this_program_is_killed_every_process_of_its_run_is_and_no_other()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux shows the environment of other processes.");
        await Watchdog().StartAsync(CancellationToken.None);
        var shell = _launcher.Started[0];
        var main = Start(_ledger.MarkerOf("abc"), "sleep 300 & exec sleep 300");
        var anotherRuns = Start(Ledger().MarkerOf("abc"), "exec sleep 300");

        // What the system does with the pipe of a program that is killed.
        await shell.Input!.DisposeAsync();

        Assert.Equal(137, await main.Exited.WaitAsync(Limit));
        await shell.Exited.WaitAsync(Limit);
        Assert.Empty(MarkedProcesses.Find(ProcessLedger.MarkerVariable, _ledger.RunPrefix));
        Assert.False(anotherRuns.Exited.IsCompleted);
    }

    [SkippableFact]
    public async Task An_end_in_order_leaves_the_ending_of_pods_to_their_nodes()
    {
        var watchdog = Watchdog();
        await watchdog.StartAsync(CancellationToken.None);
        var main = Start(_ledger.MarkerOf("abc"), "exec sleep 300");

        await watchdog.StopAsync(CancellationToken.None);

        Assert.Equal(0, await _launcher.Started[0].Exited.WaitAsync(Limit));
        Assert.False(main.Exited.IsCompleted);
    }

    private ProcessLedger Ledger() => new(_state.Options, TimeProvider.System, NullLogger<ProcessLedger>.Instance);

    private Watchdog Watchdog()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has job objects.");
        return new Watchdog(_launcher, _ledger, TimeProvider.System, NullLogger<Watchdog>.Instance);
    }

    private ILaunchedProcess Start(string marker, string script) => _launcher.Start(new ProcessSpec(
        "/bin/sh", ["sh", "-c", script], new Dictionary<string, string> { [ProcessLedger.MarkerVariable] = marker, ["PATH"] = "/usr/bin:/bin" }, _state.Path));

    private sealed class Recorder : IProcessLauncher
    {
        private readonly IProcessLauncher _real = ProcessLauncher.ForThisSystem();

        public List<ILaunchedProcess> Started { get; } = [];

        public ILaunchedProcess Start(ProcessSpec spec)
        {
            Started.Add(_real.Start(spec));
            return Started[^1];
        }
    }
}
