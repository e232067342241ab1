namespace Workshop.AppHost.Tests.Engine;

/// <summary>Which packages each engine's build asks for.</summary>
public class EngineBuildTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly string Project = Repository.PathOf("AppHost", "AppHost.csproj");

    [Fact]
    public async Task The_embedded_build_asks_no_feed_for_a_package_of_Aspires()
    {
        var items = (await TestProcess.Run("dotnet", ["msbuild", Project, "-getItem:PackageReference", "-getItem:PackageDownload", "-getItem:PackageVersion", "-nodeReuse:false"], Limit)).Succeeded();
        var assets = Repository.PathOf("AppHost", "obj", "embedded", "project.assets.json");

        Assert.Contains("\"Identity\"", items, StringComparison.Ordinal);
        Assert.DoesNotContain("\"Aspire.", items, StringComparison.Ordinal);
        Assert.DoesNotContain("\"Aspire.", await File.ReadAllTextAsync(assets), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_of_Aspires_packages_can_be_set_from_outside()
    {
        var items = (await TestProcess.Run(
            "dotnet",
            ["msbuild", Project, "-p:AppHostEngine=aspire", "-p:AspireVersion=99.1.2", "-p:AspireKubernetesVersion=99.1.3-preview.7", "-getItem:PackageVersion", "-nodeReuse:false"],
            Limit)).Succeeded();

        Assert.Contains("99.1.2", items, StringComparison.Ordinal);
        Assert.Contains("99.1.3-preview.7", items, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_source_has_Aspires_packages_one_line_says_what_is_missing_and_what_to_do()
    {
        using var folder = new TemporaryFolder();
        var result = await TestProcess.Run(
            "dotnet",
            ["build", Project, "-p:AppHostEngine=aspire", "-p:AspireVersion=99.1.2", "-nodeReuse:false", "-v:quiet", "-clp:NoSummary"],
            Limit,
            environment: CleanEnvironment.With(("RestoreSources", folder.Path), ("NUGET_PACKAGES", folder.PathOf("packages"))));

        result.Failed();
        var lines = result.All.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Contains("error", StringComparison.Ordinal)).Distinct().ToList();
        Assert.Contains("needs Aspire's packages 99.1.2", Assert.Single(lines), StringComparison.Ordinal);
        Assert.Contains("dotnet nuget add source", lines[0], StringComparison.Ordinal);
    }
}
