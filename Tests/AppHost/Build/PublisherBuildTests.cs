namespace Workshop.AppHost.Tests.Build;

/// <summary>Which publisher the AppHost is built for.</summary>
public class PublisherBuildTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly string Project = Repository.PathOf("AppHost", "AppHost.csproj");

    [Theory]
    [InlineData("kustomize", "Publisher.Kustomize.cs")]
    [InlineData("aspire", "AspirePolicy.cs Publisher.Aspire.cs")]
    public async Task Each_switch_compiles_its_own_files(string publisher, string files)
    {
        var items = (await TestProcess.Run("dotnet", ["msbuild", Project, $"-p:KubernetesPublisher={publisher}", "-getItem:Compile", "-nodeReuse:false"], Limit)).Succeeded();

        var compiled = new[] { "AspirePolicy.cs", "Publisher.Aspire.cs", "Publisher.Kustomize.cs" }.Where(file => items.Contains($"\"Identity\": \"{file}\"", StringComparison.Ordinal));
        Assert.Equal(files, string.Join(' ', compiled));
    }

    [Fact]
    public async Task The_packages_version_can_be_set_from_outside()
    {
        var items = (await TestProcess.Run("dotnet", ["msbuild", Project, "-p:KubernetesPublisher=aspire", "-p:AspireKubernetesVersion=99.1.3-preview.7", "-getItem:PackageVersion", "-nodeReuse:false"], Limit)).Succeeded();

        Assert.Contains("99.1.3-preview.7", items, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_source_has_the_package_one_line_says_what_is_missing_and_what_to_do()
    {
        var result = await TestProcess.Run(
            "dotnet",
            ["build", Project, "-p:KubernetesPublisher=aspire", "-p:AspireKubernetesVersion=99.1.2", "-nodeReuse:false", "-v:quiet", "-clp:NoSummary"],
            Limit);

        result.Failed();
        var lines = result.All.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Contains("error", StringComparison.Ordinal)).Distinct().ToList();
        Assert.Contains("needs the package Aspire.Hosting.Kubernetes 99.1.2", Assert.Single(lines), StringComparison.Ordinal);
        Assert.Contains("dotnet nuget add source", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_word_for_the_switch_is_refused()
    {
        var result = await TestProcess.Run("dotnet", ["build", Project, "-p:KubernetesPublisher=helm", "-nodeReuse:false", "-v:quiet", "-clp:NoSummary"], Limit);

        result.Failed();
        Assert.Contains("KubernetesPublisher is 'helm'. Write 'kustomize' (the default) or 'aspire'.", result.All, StringComparison.Ordinal);
    }
}
