namespace Workshop.Hosting.Tests.Publishing;

/// <summary>What publishing writes is committed, so that a change of it is seen. To accept one: dotnet run --project AppHost -- --operation publish, and read the difference.</summary>
public class CommittedFilesTests
{
    private const string Folder = "aspire-manifest";

    // Written by hand, or by the script from what was restored, beside what is published.
    private static readonly string[] ByHand = ["README.md", "aspirate/", "sbom/"];

    [Fact]
    public async Task The_committed_files_are_byte_for_byte_what_publishing_writes()
    {
        // As deep below the repository as the committed one: the manifest names projects relative to itself.
        var scratch = Repository.PathOf("artifacts", $"publish-{Guid.NewGuid():N}");
        try
        {
            var written = await PublishedAppHost.Publish(Path.Combine(scratch));
            var committed = PublishedAppHost.Read(Repository.PathOf(Folder));
            var manifest = written["manifest.json"].Replace("\"path\": \"../../", "\"path\": \"../", StringComparison.Ordinal);

            Assert.Equal(manifest, committed["manifest.json"]);
            Assert.Equal(
                written.Where(file => file.Key != "manifest.json"),
                committed.Where(file => file.Key != "manifest.json" && !ByHand.Any(name => file.Key.StartsWith(name, StringComparison.Ordinal))));
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    [Fact]
    public async Task Publishing_twice_writes_the_same_bytes_and_leaves_files_alone_that_are_right()
    {
        using var folder = new TemporaryFolder();
        var first = await PublishedAppHost.Publish(folder.Path);
        var times = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc);
        File.WriteAllText(folder.PathOf("kubernetes", "base", "mine.yaml"), "mine");

        var second = await PublishedAppHost.Publish(folder.Path);

        Assert.Equal(first, second.Where(file => !file.Key.EndsWith("mine.yaml", StringComparison.Ordinal)));
        Assert.Equal("mine", second["kubernetes/base/mine.yaml"]);
        Assert.All(times, file => Assert.Equal(file.Value, File.GetLastWriteTimeUtc(file.Key)));
    }

    [Fact]
    public async Task Files_hold_no_path_of_this_machine_no_carriage_return_and_no_byte_order_mark()
    {
        using var folder = new TemporaryFolder();

        var written = await PublishedAppHost.Publish(folder.Path);

        Assert.All(written.Where(file => file.Key != "manifest.json"), file => Assert.DoesNotContain(Repository.Root, file.Value));
        Assert.All(written, file => Assert.DoesNotContain('\r', file.Value));
        Assert.All(written, file => Assert.EndsWith("\n", file.Value, StringComparison.Ordinal));
        Assert.All(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories), file => Assert.NotEqual(0xEF, File.ReadAllBytes(file)[0]));
    }
}
