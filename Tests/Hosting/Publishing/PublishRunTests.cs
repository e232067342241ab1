namespace Workshop.Hosting.Tests.Publishing;

/// <summary>The AppHost as a program that publishes: what it says, and with which exit code.</summary>
public class PublishRunTests
{
    private const string Canary = "canary-of-a-secret-0123456789";

    [Theory]
    [InlineData("--operation", "publish", "--step", "nosuch")]
    [InlineData("--operation", "publish", "--step", "publish", "--nonsense", "x")]
    public async Task What_is_not_known_is_refused_in_one_line(params string[] arguments)
    {
        var result = await PublishedAppHost.Run(arguments);

        Assert.Contains(arguments[^2] == "--nonsense" ? "--nonsense" : "nosuch", Assert.Single(Lines(result.Failed())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_in_one_line()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("file"), "");

        var result = await PublishedAppHost.Run("--operation", "publish", "--step", "publish", "--output-path", folder.PathOf("file", "below"));

        Assert.StartsWith("Resource 'workshop': '", Assert.Single(Lines(result.Failed())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_of_Aspires_own_step_is_one_line_and_no_success()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("file"), "");

        var result = await PublishedAppHost.Run("--operation", "publish", "--step", "publish-manifest", "--output-path", folder.PathOf("file", "manifest.json"));

        Assert.StartsWith("Step 'publish-manifest' failed: ", Assert.Single(Lines(result.Failed())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aspires_manifest_alone_is_the_same_file()
    {
        using var folder = new TemporaryFolder();
        var all = await PublishedAppHost.Publish(folder.PathOf("all"));

        (await PublishedAppHost.Run("--operation", "publish", "--step", "publish-manifest", "--output-path", folder.PathOf("one", "manifest.json"))).Succeeded();
        (await PublishedAppHost.Run("--publisher", "manifest", "--output-path", folder.PathOf("two", "manifest.json"))).Succeeded();

        Assert.Equal(all["manifest.json"].TrimEnd(), (await File.ReadAllTextAsync(folder.PathOf("one", "manifest.json"))).TrimEnd());
        Assert.Equal(all["manifest.json"].TrimEnd(), (await File.ReadAllTextAsync(folder.PathOf("two", "manifest.json"))).TrimEnd());
    }

    [Fact]
    public async Task No_value_of_a_secret_reaches_a_file_a_line_or_the_home_folder()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("home"));

        var result = await PublishedAppHost.Run(
            [("HOME", folder.PathOf("home")), ("Parameters__redis-password", Canary), ("Parameters__signing_key", Canary)],
            "--operation", "publish", "--step", "publish", "--output-path", folder.PathOf("out"));

        Assert.DoesNotContain(Canary, result.Succeeded() + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains(Canary, StringComparison.Ordinal));
        Assert.DoesNotContain(Directory.EnumerateFiles(folder.PathOf("home"), "*.json", SearchOption.AllDirectories), file => file.Contains("deployments", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_publish_says_nothing_on_the_error_stream()
    {
        using var folder = new TemporaryFolder();

        var result = await PublishedAppHost.Run("--operation", "publish", "--step", "publish", "--output-path", folder.Path);

        Assert.Empty(result.Error);
        Assert.Contains($"files to {folder.Path}", result.Succeeded(), StringComparison.Ordinal);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
