using Workshop.Labs.Running;
using Xunit.Abstractions;

namespace Workshop.EndToEnd.Labs;

/// <summary>Every guide in PowerShell, by its twins where they are: <c>./soak labs</c>.</summary>
[Collection(CollectionsByName.Labs)]
[Trait("Category", "PowerShell")]
public sealed class PowerShellTests(EmptyCluster cluster, ITestOutputHelper output) : IClassFixture<EmptyCluster>
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
}
