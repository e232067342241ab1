using Workshop.Labs;
using Workshop.Labs.Access;
using Workshop.Labs.Running;
using Xunit.Abstractions;

namespace Workshop.EndToEnd.Labs;

/// <summary>Every lab as a learner does it: the guide's own lines, typed in their order into a shell, on a cluster that was empty.</summary>
[Collection(CollectionsByName.Labs)]
[Trait("Category", "Lab")]
public sealed class LabTests(EmptyCluster cluster, ITestOutputHelper output) : IClassFixture<EmptyCluster>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly LabFiles Files = new(Repository.Root);

    public static TheoryData<string> All => [.. Course.Labs.Where(Files.Has).Select(lab => lab.Folder)];

    [SkippableTheory]
    [MemberData(nameof(All))]
    public async Task A_labs_checks_turn_green_by_its_own_commands_and_stay_red_on_what_is_broken(string folder)
    {
        var workshop = await cluster.Get();
        var access = new ClusterAccess(workshop.Endpoints.Kubeconfig, "labs", "default", workshop.StateFolder);
        using var patience = new CancellationTokenSource(Limit);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        await new LabTrial(Files, access, TimeProvider.System, line => output.WriteLine($"{watch.Elapsed.TotalSeconds,6:0.0} s  {line}"))
            .RunAsync(Course.Labs.Single(lab => lab.Folder == folder), patience.Token);
    }
}
