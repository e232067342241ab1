using Workshop.Cluster.Start;

namespace Workshop.Cluster.Tests.Api;

public sealed class OpenFilesTests
{
    [Theory]
    [InlineData("Max open files            1024                 524288               files     ", 1024)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max cpu time              unlimited            unlimited            seconds   ", null)]
    public void The_limit_that_counts_is_the_soft_one(string line, int? limit) => Assert.Equal(limit, OpenFiles.LimitIn(["Limit                     Soft Limit           Hard Limit           Units     ", line]));

    [Theory]
    [InlineData(256)]
    [InlineData(4096 - 256)]
    public void Clients_take_no_more_files_than_are_left_to_them(int files)
    {
        var most = ClientConnections.Of(files);

        Assert.InRange(most.Requests + (4 * most.Streams) + (2 * most.Relays), files * 9 / 10, files);
    }
}
