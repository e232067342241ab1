using Workshop.ClusterPage.Guides;
using Workshop.Labs;

namespace Workshop.ClusterPage.Tests.Guides;

/// <summary>All guides as the page reads them, and which files it shows.</summary>
public sealed class GuideShelfTests
{
    private readonly GuideShelf _shelf = new(() => new LabFiles(Repository.Root));

    public static TheoryData<string> Folders => [.. Course.Labs.Select(lab => lab.Folder)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_guide_shows_each_of_its_checks_once(string folder)
    {
        var text = _shelf.Read(_shelf.Find(folder)!);

        Assert.Equal(text.Lab.Checks.Select(check => check.Step).Order(StringComparer.Ordinal), text.Steps.Select(step => step.Check!).Order(StringComparer.Ordinal));
        Assert.Equal($"Lab {text.Lab.Number}: {text.Subject}", text.Title);
        Assert.NotNull(text.Minutes);
        Assert.NotEmpty(text.Lead);
        Assert.DoesNotContain(text.Parts, part => part.Html.Contains("&lt;details", StringComparison.Ordinal) || part.Html.Contains("&lt;/details", StringComparison.Ordinal) || part.Html.Contains("<!--", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_a_guide_names_is_shown() => Assert.Contains("kind: Deployment", _shelf.FileOf("Labs/08-deployments/hello.yaml"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Labs/08-deployments/../../global.json")]
    [InlineData("Labs/08-deployments/../04-pods/monolith.yaml")]
    [InlineData("Labs/08-deployments/quiz.json")]
    [InlineData("Labs/08-deployments/DeploymentsChecks.cs")]
    [InlineData("Labs/08-deployments/solution.md")]
    [InlineData("Labs/08-deployments/none.yaml")]
    [InlineData("Labs/Labs.csproj")]
    [InlineData("/etc/hosts")]
    [InlineData("")]
    public void No_other_file_is(string path) => Assert.Null(_shelf.FileOf(path));

    [Fact]
    public void A_guide_is_read_again_when_it_has_changed()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("Labs/08-deployments/guide.md", "# Lab 8: Deployments\n\nAbout 5 minutes.\n\n## 1. First\n\nOne.\n");
        var shelf = new GuideShelf(() => new LabFiles(folder.Path));
        var lab = Assert.Single(shelf.Labs);
        var before = shelf.Read(lab);
        Assert.Same(before, shelf.Read(lab));

        File.WriteAllText(path, "# Lab 8: Deployments\n\nAbout 5 minutes.\n\n## 1. Second\n\nTwo.\n");
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(2));

        Assert.Equal("1. Second", shelf.Read(lab).Parts[0].Title);
    }

    [Fact]
    public void Where_no_guides_came_along_there_are_none() => Assert.Empty(new GuideShelf(() => null).Labs);
}
