using Workshop.Labs.Running;
using Xunit.Abstractions;

namespace Workshop.EndToEnd.Labs;

/// <summary>The labs in the other ways that a learner may go, which takes as long as the first: <c>./soak labs</c>.</summary>
[Collection(CollectionsByName.Labs)]
[Trait("Category", "LabSoak")]
public sealed class LabSoakTests(EmptyCluster cluster, ITestOutputHelper output) : IClassFixture<EmptyCluster>
{
    public static TheoryData<string> All => LabRun.All;

    [SkippableTheory]
    [MemberData(nameof(All))]
    public async Task A_labs_checks_turn_green_by_what_its_guide_has_for_PowerShell(string folder)
    {
        var workshop = await cluster.Get();
        await LabRun.HasPowerShell();

        await LabRun.Do(folder, ShellLanguage.PowerShell, workshop, output);
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public async Task A_lab_is_done_for_the_learner_step_by_step(string folder) => await LabRun.Solve(folder, await cluster.Get(), output);
}
