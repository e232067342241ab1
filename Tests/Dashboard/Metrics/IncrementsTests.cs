using Workshop.Dashboard.Metrics.Numbers;
using Workshop.Dashboard.Telemetry;
using static Workshop.Dashboard.Tests.TelemetrySamples;

namespace Workshop.Dashboard.Tests.Metrics;

public sealed class IncrementsTests
{
    [Fact]
    public void A_total_adds_what_it_grew_since_the_point_before()
    {
        var increments = Increments.OfSum([Number(10, 5), Number(20, 25)], Temporality.Cumulative);

        Assert.Equal([(10d, 5d), (10d, 20d)], increments.Select(increment => (increment.During.TotalSeconds, increment.Added)));
    }

    [Fact]
    public void A_total_that_shrank_began_anew()
    {
        var increments = Increments.OfSum([Number(10, 100), Number(20, 30)], Temporality.Cumulative);

        Assert.Equal(30, increments[1].Added);
    }

    [Fact]
    public void A_total_with_a_later_start_counts_from_there()
    {
        var increments = Increments.OfSum([Number(10, 100), Number(20, 200, startSeconds: 16)], Temporality.Cumulative);

        Assert.Equal((4d, 200d), (increments[1].During.TotalSeconds, increments[1].Added));
    }

    [Fact]
    public void A_first_total_that_does_not_say_since_when_it_counts_says_nothing()
    {
        Assert.Empty(Increments.OfSum([Number(10, 100, startSeconds: 10)], Temporality.Cumulative));
    }

    [Fact]
    public void A_difference_is_what_was_added()
    {
        var increments = Increments.OfSum([Number(10, 5, startSeconds: 0), Number(20, 3, startSeconds: 10)], Temporality.Delta);

        Assert.Equal([5d, 3d], increments.Select(increment => increment.Added));
    }

    [Fact]
    public void A_histograms_growth_is_found_bucket_by_bucket()
    {
        var increments = Increments.OfHistogram([Histogram(10, [1], [4, 0]), Histogram(20, [1], [5, 7])], Temporality.Cumulative);

        Assert.Equal(8, increments[1].Added.Count);
        Assert.Equal([1d, 7d], increments[1].Added.Buckets().Select(bucket => bucket.Count));
    }
}
