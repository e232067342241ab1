using System.Text.Json.Nodes;
using Workshop.Benchmarks.Comparing;

namespace Workshop.Benchmarks.Tests;

public sealed class ReportTests : IDisposable
{
    private static readonly Comparison Clear = new("rate", "requests/s", "nginx", [50, 60], [100, 100], Goal.AtLeast(0.7));
    private static readonly Comparison Noisy = new("time", "s", "before", [1, 2], [1.5, 1.5], Goal.AtMost(1));

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_ratio_is_told_with_its_spread_and_its_goal() => Assert.Contains(
        "| rate, requests/s | 55.0 (50.0 – 60.0) | nginx | 100 (100 – 100) | **0.55** (0.50 – 0.60) | at least 0.7: not reached |\n", ReportOf(Clear).ToMarkdown(), StringComparison.Ordinal);

    [Fact]
    public void A_spread_that_is_wider_than_the_difference_has_no_ratio() => Assert.Contains(
        "| not to be told apart (0.67 – 1.33) | at most 1: the rounds do not agree |\n", ReportOf(Noisy).ToMarkdown(), StringComparison.Ordinal);

    [Fact]
    public void A_section_replaces_its_predecessor_and_leaves_the_others()
    {
        var page = _folder.Write("page.md", "# Performance\n\nText.\n");
        (ReportOf(Clear) with { Name = "first" }).Write(page, _folder.PathOf("results"));
        (ReportOf(Clear) with { Name = "second" }).Write(page, _folder.PathOf("results"));
        (ReportOf(Noisy) with { Name = "first" }).Write(page, _folder.PathOf("results"));

        var text = File.ReadAllText(page);
        Assert.StartsWith("# Performance\n\nText.\n\n<!-- ./bench first -->", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("<!-- ./bench").Length - 1);
        Assert.True(text.IndexOf("time, s", StringComparison.Ordinal) < text.IndexOf("<!-- ./bench second", StringComparison.Ordinal));
        Assert.Equal(0.5, JsonNode.Parse(File.ReadAllText(_folder.PathOf("results", "second.json")))!["comparisons"]![0]!["ratios"]![0]!.GetValue<double>());
    }

    public void Dispose() => _folder.Dispose();

    private static Report ReportOf(Comparison comparison) => new("test", "2 cores", new DateOnly(2026, 12, 1), [comparison]);
}
