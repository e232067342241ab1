using Workshop.Labs;
using Workshop.Labs.Desk;
using Workshop.Labs.Running;
using Xunit.Abstractions;

namespace Workshop.EndToEnd.Labs;

/// <summary>Every lab as a learner does it: the guide's own lines, typed in their order into a shell, on a cluster that was empty.</summary>
[Collection(CollectionsByName.Labs)]
[Trait("Category", "Lab")]
public sealed class LabTests(EmptyCluster cluster, ITestOutputHelper output) : IClassFixture<EmptyCluster>
{
    public static TheoryData<string> All => LabRun.All;

    [SkippableTheory]
    [MemberData(nameof(All))]
    public async Task A_labs_checks_turn_green_by_its_own_commands_and_stay_red_on_what_is_broken(string folder) =>
        await LabRun.Do(folder, ShellLanguage.Bash, await cluster.Get(), output);

    /// <summary>Each step in a shell of its own, as the page's button and <c>solve N --step ID</c> do; these two start what ends with its shell.</summary>
    [SkippableTheory]
    [InlineData("01-the-app")]
    [InlineData("17-multi-cluster")]
    public async Task A_lab_that_starts_programs_is_done_for_the_learner_step_by_step(string folder)
    {
        var workshop = await cluster.Get();
        using var state = new TemporaryFolder();
        var desk = new LabDesk(LabFiles.Find()!, new DeskPlace(state.Path, workshop.Endpoints.Kubeconfig), TimeProvider.System);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));

        foreach (var check in desk.LabOf(folder).Checks)
        {
            var isGreen = await desk.SolveAsync(desk.LabOf(folder), check.Step, line => output.WriteLine(line.Text), patience.Token);
            Assert.True(isGreen, $"step '{check.Step}' was not done");
        }

        await desk.ResetAsync(desk.LabOf(folder), await desk.ListOwnAsync(patience.Token), patience.Token);
    }

    /// <summary>One stands here for all twenty, which <c>./soak labs</c> does.</summary>
    [SkippableFact]
    public async Task A_lab_is_done_in_PowerShell_as_well()
    {
        var workshop = await cluster.Get();
        await LabRun.HasPowerShell();

        await LabRun.Do("04-pods", ShellLanguage.PowerShell, workshop, output);
    }
}
