using System.Text.Json;
using Workshop.Labs;

namespace Workshop.ClusterPage.Tests.Guides;

/// <summary>What a publish or an image of the page brings along; elsewhere there is no repository to read.</summary>
public sealed class PublishedGuidesTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Each_lab_goes_along_with_all_that_its_guide_names_and_no_program()
    {
        var asked = await TestProcess.Run(
            "dotnet",
            ["msbuild", Repository.PathOf("Embedded", "ClusterPage", "ClusterPage.csproj"), $"-p:Configuration={Repository.Configuration}", "-p:NoBuild=true", "-t:ComputeResolvedFilesToPublishList", "-getItem:ResolvedFileToPublish", "-nodeReuse:false"],
            Limit);

        var published = JsonSerializer.Deserialize<JsonElement>(asked.Succeeded()).GetProperty("Items").GetProperty("ResolvedFileToPublish").EnumerateArray()
            .Select(file => file.GetProperty("RelativePath").GetString()!.Replace('\\', '/')).Where(path => path.StartsWith("course/", StringComparison.Ordinal)).ToHashSet();
        var files = new LabFiles(Repository.Root);
        var wanted = Course.Labs.SelectMany(lab => Directory.EnumerateFiles(files.FolderOf(lab), "*", SearchOption.AllDirectories))
            .Where(file => !file.EndsWith(".cs", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}twins{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => "course/" + Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'));
        Assert.Equal(wanted.Order(StringComparer.Ordinal), published.Order(StringComparer.Ordinal));
        Assert.Contains("course/Labs/08-deployments/guide.md", published);
    }
}
