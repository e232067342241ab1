using Xunit.Abstractions;

namespace Workshop.Soak.Tests.Crash;

/// <summary>The seeded share of <c>./soak kills</c> that every run of the tests has.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Seed = 1;
    private const int Kills = 10;

    [SkippableFact]
    public async Task Killed_at_any_moment_under_writes_it_loses_nothing_and_leaves_nothing()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux shows the environment of other processes.");
        using var folder = new TemporaryFolder();
        var rounds = new KillRounds(Seed, folder.PathOf("state"));

        await rounds.RunAsync(Kills, CancellationToken.None);

        output.WriteLine(rounds.Report.ToString());
        Assert.Equal(Kills, rounds.Report.Kills);
        Assert.NotEqual(0, rounds.Report.Writes);
    }
}
