using System.Globalization;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Workshop.EndToEnd;

/// <summary>kubectl's answers here against those recorded from a real Kubernetes. The environment variable GOLDEN names another folder of scenarios.</summary>
[Collection(CollectionsByName.Golden)]
[Trait("Category", "Golden")]
public sealed partial class GoldenTests(GoldenCluster cluster, ITestOutputHelper output) : IClassFixture<GoldenCluster>
{
    private const double Wanted = 0.85;

    private static string Folder => Environment.GetEnvironmentVariable("GOLDEN") is { Length: > 0 } folder ? folder : Repository.PathOf("Tests", "EndToEnd", "Golden");

    [SkippableTheory]
    [InlineData("rollouts")]
    [InlineData("crash-loop")]
    [InlineData("rbac")]
    [InlineData("pdb-eviction")]
    [InlineData("watch")]
    [InlineData("namespaces")]
    [InlineData("scale-autoscale")]
    public async Task A_scenario_is_answered_as_Kubernetes_answers_it(string scenario)
    {
        var python = RequiredTool.Named("python3");
        var workshop = await cluster.Get();

        var result = await workshop.Shell($"'{python}' '{Folder}/run.py' check --dir '{Folder}' '{scenario}'", TimeSpan.FromMinutes(8));

        output.WriteLine(result.All);
        var sum = Summary().Match(result.Output);
        Assert.True(sum.Success, result.All);
        var (steps, matching) = (Number(sum, 1), Number(sum, 2));
        Assert.True(matching >= Wanted * steps, $"{matching} of {steps} steps match:\n{result.All}");
        Assert.DoesNotContain("WAIT TIMED OUT", result.Output, StringComparison.Ordinal);
        Assert.All(Differing().Matches(result.Output).Select(step => step.Groups[1].Value), step => Assert.Contains($"`{step}`", Known, StringComparison.Ordinal));
    }

    private static string Known => File.ReadAllText(Repository.PathOf("Docs", "differences.md"));

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    // "differs rollouts 49 $ kubectl rollout history daemonset"
    [GeneratedRegex(@"^differs (\S+ \d+) ", RegexOptions.Multiline)]
    private static partial Regex Differing();

    // "44 steps, 43 match"
    [GeneratedRegex(@"^(\d+) steps, (\d+) match$", RegexOptions.Multiline | RegexOptions.RightToLeft)]
    private static partial Regex Summary();
}
