using Workshop.Cluster.Nodes.Containers;

namespace Workshop.Cluster.Tests.Nodes;

public sealed class TarCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_packed_keeps_the_name_that_it_has_in_the_container()
    {
        var mounts = new MountMap([KeyValuePair.Create("/data", _folder.PathOf("volume")), KeyValuePair.Create("/data/in", _folder.PathOf("inner"))]);

        var command = TarCommand.For(["tar", "cf", "-", "/data/a", "/data/in/b", "/data", "/etc/hosts"], mounts, _folder.PathOf("own"));

        var (outer, inner) = (_folder.PathOf("own", "tar", "5-data"), _folder.PathOf("own", "tar", "8-data-in"));
        Assert.Equal(["tar", "cf", "-", "-C", outer, "data/a", "-C", inner, "data/in/b", "-C", outer, "data/.", "/etc/hosts"], command);
        Assert.Equal(_folder.PathOf("volume"), new DirectoryInfo(Path.Combine(outer, "data")).LinkTarget);
        Assert.Equal(_folder.PathOf("inner"), new DirectoryInfo(Path.Combine(inner, "data", "in")).LinkTarget);
    }

    [Theory]
    [InlineData(true, "tar", "cf", "-", "/data")]
    [InlineData(false, "tar", "-xmf", "-", "-C", "/data")]
    [InlineData(false, "tar", "cf", "-")]
    [InlineData(false, "echo", "cf", "-", "/data")]
    public void Only_packing_is_done_in_another_way(bool isSo, params string[] command) => Assert.Equal(isSo, TarCommand.Packs(command));
}
