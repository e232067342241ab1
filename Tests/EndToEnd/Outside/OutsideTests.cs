namespace Workshop.EndToEnd.Outside;

/// <summary>An AppHost that has packages of this repository, and nothing else of it.</summary>
[Collection(CollectionsByName.Own)]
[Trait("Category", "Slow")]
public sealed class OutsideTests(OutsideApplication application) : IClassFixture<OutsideApplication>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task Stock_projects_are_pods_an_executable_is_beside_them_and_all_find_each_other()
    {
        await using var shop = RunningWorkshop.Launch(application.Program, ["--ports", "auto"], folder: application.Folder);
        await shop.IsReadyOrEnded();

        var answers = new HashSet<string>();
        await Eventually.Is(
            async () =>
            {
                answers.Add((await shop.Curl($"{shop.Gateway}")).Succeeded());
                return answers.Count > 1;
            },
            "both pods of front have answered",
            Limit,
            CancellationToken.None);

        Assert.All(answers, answer => Assert.Matches(@"^front front-\S+, api api-\S+ tcp://127\.\S+:6379, search: api search-\S+ $", answer));
        Assert.Equal("api 1/1\ncache 1/1\nfront 2/2", (await shop.Kubectl("""get deployments -o jsonpath='{range .items[*]}{.metadata.name} {.status.readyReplicas}/{.spec.replicas}{"\n"}{end}'""")).Succeeded());
        Assert.Contains("  watcher: no image of the catalogue, so Aspire's orchestrator runs it beside the pods.", shop.Process.Output, StringComparison.Ordinal);
        Assert.Contains("  api, front: plain HTTP alone; pods have no certificate of this machine's developer.", shop.Process.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^  search-objects Ready after ", shop.Process.Output);
        await shop.EndsWithoutATrace();
    }

    [SkippableFact]
    public async Task Publish_writes_what_it_can_and_refuses_what_it_cannot()
    {
        var output = Path.Combine(application.Folder, "published");

        var published = await application.Run("--operation", "publish", "--step", "publish", "--output-path", output);
        Assert.True(published.ExitCode == 0, published.Output + published.Error);
        Assert.Contains("minReplicas: 2", File.ReadAllText(Path.Combine(output, "kubernetes", "base", "horizontalpodautoscaler-front.yaml")), StringComparison.Ordinal);

        var refused = await application.Run("--operation", "publish", "--step", "publish", "--output-path", output, "--Test:Mistake=executable");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("'stray': it is a ExecutableResource, of which there is no image", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Output + refused.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("name", "with that name already exists")]
    [InlineData("path", "Manifest 'nowhere': '")]
    [InlineData("manifest", "Manifest 'broken': it is no YAML: line 2, column ")]
    public async Task A_mistake_is_one_line_and_nothing_starts(string mistake, string line)
    {
        var refused = await application.Run("--ports", "auto", $"--Test:Mistake={mistake}");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(line, Assert.Single(refused.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Output + refused.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Two_environments_are_refused_by_name()
    {
        var refused = await application.Run("--operation", "publish", "--step", "publish", "--output-path", Path.Combine(application.Folder, "twice"), "--Test:Mistake=environments");

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("'shop'", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.Contains("'second'", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Output + refused.Error, StringComparison.Ordinal);
    }
}
