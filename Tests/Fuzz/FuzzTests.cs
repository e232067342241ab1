using Workshop.Fuzz.Tests.Doors;
using Workshop.Fuzz.Tests.Engine;

namespace Workshop.Fuzz.Tests;

/// <summary>The seeded share of <c>./soak fuzz</c> that every run of the tests has.</summary>
public sealed class FuzzTests
{
    private const int Seed = 1;
    private const int InputsPerShare = 10;

    // Of the slowest input on the slowest machine, many times.
    private static readonly TimeSpan HangLimit = TimeSpan.FromMinutes(2);

    public static TheoryData<string> Names => [.. AllDoors.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Hostile_input_is_refused_as_documented(string name)
    {
        await using var door = AllDoors.Create(name);
        await door.OpenAsync();

        var report = await new FuzzRun(door, Seed, door.Share * InputsPerShare, HangLimit).RunAsync();

        Assert.True(report.Findings.Count == 0, string.Join("\n\n", report.Findings.Select(finding => $"{finding.Text}\n{Convert.ToBase64String(finding.Input)}")));
    }
}
