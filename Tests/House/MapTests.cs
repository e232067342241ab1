using System.Text.RegularExpressions;

namespace Workshop.House.Tests;

/// <summary>The papers lead everywhere and nowhere wrong.</summary>
public sealed partial class MapTests
{
    private static readonly string[] Papers = [.. WorkingCopy.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal))];

    public static TheoryData<string> AllPapers => [.. Papers];

    [Fact]
    public void The_map_names_every_room()
    {
        var map = WorkingCopy.Text("Docs/map.md");

        Assert.All(Project.All, project => Assert.Contains($"`{project.Room}`", map, StringComparison.Ordinal));
    }

    [Fact]
    public void The_solution_holds_every_project()
    {
        var solution = WorkingCopy.Text("Workshop.sln").Replace('\\', '/');

        Assert.All(Project.All, project => Assert.Contains($"\"{project.File}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_paper_in_Docs_is_linked_from_another_paper()
    {
        var linked = Papers.SelectMany(paper => Links(paper).Where(target => target != paper)).ToHashSet(StringComparer.Ordinal);

        Assert.All(Papers.Where(paper => paper.StartsWith("Docs/", StringComparison.Ordinal)), paper => Assert.Contains(paper, linked));
    }

    [Theory]
    [MemberData(nameof(AllPapers))]
    public void Every_link_leads_to_something_that_exists(string paper) =>
        Assert.All(Links(paper), target => Assert.True(Path.Exists(Repository.PathOf(target)), $"'{paper}' links to '{target}', which does not exist."));

    private static IEnumerable<string> Links(string paper) => LinkPattern().Matches(WorkingCopy.Text(paper))
        .Select(link => link.Groups[1].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'))
        .Select(target => Path.Combine(Path.GetDirectoryName(paper)!, target.Split('#')[0]))
        .Select(target => Path.GetRelativePath(Repository.Root, Path.GetFullPath(target, Repository.Root)).Replace('\\', '/'));

    // [text](target)
    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex LinkPattern();
}
