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

    /// <summary>This one starts a program, which ends with the shell of its step. One stands here for all twenty, which <c>./soak labs</c> does.</summary>
    [SkippableFact]
    public async Task A_lab_is_done_for_the_learner_step_by_step() => await LabRun.Solve("01-the-app", await cluster.Get(), output);

    /// <summary>As above.</summary>
    [SkippableFact]
    public async Task A_lab_is_done_in_PowerShell_as_well()
    {
        var workshop = await cluster.Get();
        await LabRun.HasPowerShell();

        await LabRun.Do("04-pods", ShellLanguage.PowerShell, workshop, output);
    }
}
