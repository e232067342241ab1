namespace Workshop.EndToEnd;

/// <summary>What a newcomer does first, and what a user of the model does next.</summary>
[Collection(CollectionsByName.Own)]
[Trait("Category", "Slow")]
public sealed class FreshCloneTests
{
    [SkippableFact]
    public async Task A_fresh_clone_under_a_path_with_a_blank_starts_without_a_home()
    {
        RequiredTool.Unix();
        using var folder = new TemporaryFolder();
        var clone = await Clone(folder);
        await using var workshop = RunningWorkshop.Launch(
            Path.Combine(clone, "workshop"), ["up", "--ports", "auto"], environment: [("HOME", string.Empty), ("NUGET_PACKAGES", Packages)]);

        await workshop.Process.HasWritten("Building", TimeSpan.FromSeconds(10));
        await Eventually.Is(() => workshop.Process.HasExited || File.Exists(Path.Combine(workshop.StateFolder, "kubeconfig")), "the build has ended", TimeSpan.FromMinutes(5), CancellationToken.None);
        await workshop.IsReadyOrEnded();

        Assert.Equal("{\"message\":\"Hello\"}", (await workshop.Curl($"{workshop.Gateway}")).Succeeded());
        await workshop.EndsWithoutATrace();
    }

    private static string Packages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    // What is not committed yet is cloned as well: the test is about this working copy.
    private static async Task<string> Clone(TemporaryFolder folder)
    {
        var git = RequiredTool.Named("git");
        var clone = folder.PathOf("a fresh clone");
        var list = (await TestProcess.Run(git, ["ls-files", "-co", "--exclude-standard"], TimeSpan.FromSeconds(30), folder: Repository.Root)).Succeeded();
        foreach (var file in list.Split('\n').Where(file => File.Exists(Repository.PathOf(file))))
        {
            var target = Path.Combine(clone, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Repository.PathOf(file), target);
        }

        return clone;
    }
}
