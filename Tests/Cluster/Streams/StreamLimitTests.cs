using Workshop.Cluster.Api.Streams;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Streams;

public sealed class StreamLimitTests
{
    [Fact]
    public void Who_comes_when_all_places_are_taken_is_refused_until_one_is_given_back()
    {
        using var limit = new StreamLimit();
        var places = Enumerable.Range(0, StreamLimit.Most).Select(_ => limit.Enter()).ToList();

        Assert.Equal(429, Assert.Throws<StatusException>(limit.Enter).Code);
        places[0].Dispose();

        limit.Enter().Dispose();
    }
}
