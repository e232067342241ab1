namespace Workshop.Hosting.Tests.Publishing;

/// <summary>What publishing writes is committed, so that a change of it is seen. To accept one: dotnet run --project AppHost -- --operation publish, and read the difference.</summary>
public class CommittedFilesTests
{
    [Fact]
    public async Task The_committed_files_are_byte_for_byte_what_publishing_writes()
    {
        var scratch = Repository.PathOf("artifacts", $"publish-{Guid.NewGuid():N}");
        try
        {
            await PublishedAppHost.Publish(scratch);

            Assert.Equal(PublishedFiles.Committed, PublishedFiles.AsCommitted(scratch));
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
