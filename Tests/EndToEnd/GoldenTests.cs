using System.Globalization;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Workshop.EndToEnd;

/// <summary>kubectl's answers here against those recorded from a real Kubernetes. Every step that differs must stand in Docs/differences.md.</summary>
[Collection(CollectionsByName.Golden)]
[Trait("Category", "Golden")]
public sealed partial class GoldenTests(GoldenCluster cluster, ITestOutputHelper output) : IClassFixture<GoldenCluster>
{
    private const double WantedOfAll = 0.97;

    public static TheoryData<string> All => [.. GoldenCluster.Scenarios];

    [SkippableTheory]
    [MemberData(nameof(All))]
    public async Task A_scenario_is_answered_as_Kubernetes_answers_it(string scenario)
    {
        var answers = await cluster.Answers();
        var report = ReportOf(answers, scenario);
        output.WriteLine(report);

        Assert.Matches($@"(?m)^{scenario}: \d+ steps, \d+ match", report);
        Assert.DoesNotContain("WAIT TIMED OUT", report, StringComparison.Ordinal);
        Assert.DoesNotContain("ERROR   ", report, StringComparison.Ordinal);
        Assert.All(Differing().Matches(report).Select(step => step.Groups[1].Value), step => Assert.True(Known.Contains($"`{step}`", StringComparison.Ordinal), report));
    }

    [SkippableFact]
    public async Task Nearly_all_steps_are_answered_alike()
    {
        var sum = Summary().Match(await cluster.Answers());

        Assert.True(sum.Success);
        var (steps, matching) = (Number(sum, 1), Number(sum, 2));
        output.WriteLine($"{matching} of {steps}");
        Assert.True(matching >= WantedOfAll * steps, $"{matching} of {steps} steps match");
    }

    private static string Known { get; } = File.ReadAllText(Repository.PathOf("Docs", "differences.md"));

    // A scenario's report is its steps that differ, and at its end its sum.
    private static string ReportOf(string answers, string scenario)
    {
        var lines = answers.Split('\n');
        var end = Array.FindIndex(lines, line => line.StartsWith($"{scenario}: ", StringComparison.Ordinal) || line.StartsWith($"ERROR   {scenario}: ", StringComparison.Ordinal));
        Assert.True(end >= 0, $"No report of {scenario}:\n{answers}");
        var begin = Array.FindLastIndex(lines, end, line => EndOfReport().IsMatch(line) && line != lines[end]) + 1;
        return string.Join('\n', lines[begin..(end + 1)]);
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    // "differs rollouts 49 $ kubectl rollout history daemonset"
    [GeneratedRegex(@"^differs (\S+ \d+) ", RegexOptions.Multiline)]
    private static partial Regex Differing();

    // "rollouts: 42 steps, 41 match (20 s)"
    [GeneratedRegex(@"^([a-z0-9-]+: \d+ steps, \d+ match|ERROR   )")]
    private static partial Regex EndOfReport();

    // "44 steps, 43 match"
    [GeneratedRegex(@"^(\d+) steps, (\d+) match$", RegexOptions.Multiline | RegexOptions.RightToLeft)]
    private static partial Regex Summary();
}
