using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Tests.Nodes;

public sealed class BackgroundProgramsTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly StateFolder _state = new();
    private readonly ProcessLedger _ledger;
    private readonly BackgroundPrograms _programs;

    public BackgroundProgramsTests()
    {
        _ledger = new ProcessLedger(new ClusterOptions { StateFolder = _state.Path }, TimeProvider.System, NullLogger<ProcessLedger>.Instance);
        _programs = new BackgroundPrograms(new CommandRunner(ProcessLauncher.ForThisSystem(), TimeProvider.System), _ledger);
    }

    [SkippableFact]
    public async Task They_are_marked_as_this_clusters_and_come_after_all_others()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The priority is read from /proc.");

        // Its priority is set a moment after it has begun.
        var outcome = await RunAsync("until [ \"$(cut -d ' ' -f 19 /proc/$$/stat)\" = 19 ]; do :; done; echo \"$WORKSHOP_CONTAINER in $(pwd)\"; exit 3");

        Assert.Equal(new CommandOutcome(3, $"{_ledger.MarkerOf("test")} in {_state.Path}\n", IsTimedOut: false), outcome);
        Assert.False(Directory.Exists(_ledger.Folder) && Directory.EnumerateFiles(_ledger.Folder).Any());
    }

    [SkippableFact]
    public async Task The_applications_own_settings_and_secrets_are_not_passed_on()
    {
        Skip.If(OperatingSystem.IsWindows(), "A script of a Unix shell.");
        const string name = "Parameters__canary";
        Environment.SetEnvironmentVariable(name, "secret");
        try
        {
            var outcome = await RunAsync("env");

            Assert.Contains("PATH=", outcome.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", outcome.Output, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [SkippableFact]
    public async Task One_that_is_no_longer_wanted_is_killed_with_all_that_it_started()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux shows the environment of other processes.");
        using var wanted = new CancellationTokenSource();
        var running = RunAsync("sleep 300 & exec sleep 300", wanted.Token);
        await Eventually.Is(() => MarkedProcesses.Find(ProcessLedger.MarkerVariable, _ledger.RunPrefix).Count > 1, "both have started", Limit, CancellationToken.None);

        await wanted.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Limit));
        await Eventually.Is(() => MarkedProcesses.Find(ProcessLedger.MarkerVariable, _ledger.RunPrefix).Count == 0, "none is left", Limit, CancellationToken.None);
    }

    [Fact]
    public async Task A_program_that_this_machine_has_not_is_named()
    {
        var refused = await Assert.ThrowsAsync<ProcessStartException>(() => _programs.RunAsync("test", "no-such-program", [], _state.Path, Limit, CancellationToken.None));

        Assert.Equal("there is no 'no-such-program' on PATH", refused.Message);
    }

    public void Dispose() => _state.Dispose();

    private Task<CommandOutcome> RunAsync(string script, CancellationToken ct = default) => _programs.RunAsync("test", "sh", ["-c", script], _state.Path, Limit, ct);
}
