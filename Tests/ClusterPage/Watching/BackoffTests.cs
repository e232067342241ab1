using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Tests.Watching;

public sealed class BackoffTests
{
    [Fact]
    public void Pauses_double_up_to_the_limit()
    {
        var backoff = New(random: 1);

        Assert.Equal([1, 2, 4, 8, 10, 10], Enumerable.Range(0, 6).Select(_ => backoff.Next().TotalSeconds));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 0.75)]
    [InlineData(1, 1)]
    public void Jitter_takes_off_up_to_half(double random, double seconds) => Assert.Equal(seconds, New(random).Next().TotalSeconds);

    [Fact]
    public void After_a_success_it_begins_anew()
    {
        var backoff = New(random: 1);
        backoff.Next();
        backoff.Next();

        backoff.Reset();

        Assert.Equal(1, backoff.Next().TotalSeconds);
    }

    [Fact]
    public void A_thousand_failures_do_not_overflow()
    {
        var backoff = New(random: 1);

        Assert.All(Enumerable.Range(0, 1000).Select(_ => backoff.Next()), pause => Assert.InRange(pause, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)));
    }

    private static Backoff New(double random) => new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), () => random);
}
