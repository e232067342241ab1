using Workshop.Cluster.Network;

namespace Workshop.Cluster.Tests.Network;

public sealed class PodAddressesTests
{
    private readonly PodAddresses _addresses = new(new LoopbackRange(40));

    [Fact]
    public void Every_pod_has_one_address_of_its_nodes_range()
    {
        Assert.Equal("127.40.2.1", _addresses.Take(1, "a", null)?.ToString());
        Assert.Equal("127.40.2.1", _addresses.Take(1, "a", null)?.ToString());
        Assert.Equal("127.40.2.2", _addresses.Take(1, "b", null)?.ToString());
        Assert.Equal("127.40.1.1", _addresses.Take(0, "c", null)?.ToString());
    }

    [Fact]
    public void A_released_address_comes_back_last()
    {
        foreach (var index in Enumerable.Range(1, 254))
        {
            _addresses.Release(0, $"pod-{index - 1}");
            Assert.Equal($"127.40.1.{index}", _addresses.Take(0, $"pod-{index}", null)?.ToString());
        }

        Assert.Equal("127.40.1.1", _addresses.Take(0, "next", null)?.ToString());
    }

    [Fact]
    public void When_all_are_taken_there_is_none()
    {
        Assert.All(Enumerable.Range(1, 254), index => Assert.NotNull(_addresses.Take(0, $"pod-{index}", null)));

        Assert.Null(_addresses.Take(0, "one too many", null));
    }

    [Theory]
    [InlineData("127.40.1.77", "127.40.1.77")]
    [InlineData("127.41.1.77", "127.40.1.1")]
    [InlineData("127.40.2.77", "127.40.1.1")]
    [InlineData("nonsense", "127.40.1.1")]
    public void A_pod_keeps_its_former_address_if_it_is_one_of_this_range(string former, string expected)
    {
        Assert.Equal(expected, _addresses.Take(0, "a", former)?.ToString());
    }
}
