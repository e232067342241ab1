using System.Net;
using System.Net.Sockets;
using Workshop.Cluster.Network;
using Workshop.Cluster.Tests.Nodes;

namespace Workshop.Cluster.Tests.Network;

public sealed class LoopbackRangeLeaseTests : IDisposable
{
    private readonly StateFolder _mine = new();
    private readonly StateFolder _others = new();

    public void Dispose()
    {
        _mine.Dispose();
        _others.Dispose();
    }

    [Fact]
    public void Two_clusters_at_once_get_different_ranges()
    {
        using var one = LoopbackRangeLease.Acquire(_mine.Path);
        using var two = LoopbackRangeLease.Acquire(_others.Path);

        Assert.NotEqual(one.Range, two.Range);
    }

    [Fact]
    public void A_cluster_gets_its_former_range_again()
    {
        File.WriteAllText(_mine.In("loopback-range"), "233");

        using var lease = LoopbackRangeLease.Acquire(_mine.Path);

        Assert.Equal(new LoopbackRange(233), lease.Range);
    }

    [Fact]
    public void A_range_in_which_another_program_listens_is_left_alone()
    {
        File.WriteAllText(_mine.In("loopback-range"), "234");
        using var foreign = new TcpListener(IPAddress.Parse("127.234.77.1"), 0);
        foreign.Start();

        using var lease = LoopbackRangeLease.Acquire(_mine.Path);

        Assert.NotEqual(new LoopbackRange(234), lease.Range);
    }
}
