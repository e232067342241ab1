using Workshop.Dashboard.Metrics.Numbers;

namespace Workshop.Dashboard.Tests.Metrics;

public sealed class QuantileTests
{
    private static readonly double[] Bounds = [1, 2, 5, 10];

    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(0.25, 1)]
    [InlineData(0.75, 5)]
    [InlineData(0.625, 3.5)]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    public void A_quantile_lies_within_its_bucket_in_proportion(double share, double expected)
    {
        var buckets = new ExplicitBuckets(Bounds, [2, 2, 2, 2, 0]).ToBuckets(null, null);

        Assert.Equal(expected, Quantile.Of(buckets, share)!.Value, 9);
    }

    [Fact]
    public void Nothing_measured_has_no_quantile()
    {
        Assert.Null(Quantile.Of(new ExplicitBuckets(Bounds, [0, 0, 0, 0, 0]).ToBuckets(null, null), 0.5));
    }

    [Fact]
    public void Values_above_all_bounds_count_as_the_last_bound_unless_the_maximum_is_known()
    {
        var overflow = new ExplicitBuckets(Bounds, [0, 0, 0, 0, 4]);

        Assert.Equal(10, Quantile.Of(overflow.ToBuckets(null, null), 0.99));
        Assert.Equal(15, Quantile.Of(overflow.ToBuckets(null, 20), 0.5));
    }

    [Fact]
    public void The_lowest_bucket_starts_at_the_minimum_where_it_is_known()
    {
        var lowest = new ExplicitBuckets([-10, 0], [4, 0, 0]);

        Assert.Equal(-15, Quantile.Of(lowest.ToBuckets(-20, null), 0.5));
        Assert.Equal(-10, Quantile.Of(lowest.ToBuckets(null, null), 0.5));
    }

    [Fact]
    public void A_histogram_without_bounds_lies_between_its_extremes()
    {
        var unbounded = new ExplicitBuckets([], [10]);

        Assert.Equal(3, Quantile.Of(unbounded.ToBuckets(1, 5), 0.5));
        Assert.Null(Quantile.Of(unbounded.ToBuckets(null, null), 0.5));
    }

    [Fact]
    public void Exponential_buckets_of_scale_zero_are_powers_of_two()
    {
        var buckets = new ExponentialBuckets(0, 0, 0, new(-1, [2, 2, 2]), ExponentialBuckets.Side.Empty).ToBuckets(null, null);

        Assert.Equal([(0.5, 1d), (1d, 2d), (2d, 4d)], buckets.Select(bucket => (bucket.Lower, bucket.Upper)));
        Assert.Equal(1.5, Quantile.Of(buckets, 0.5));
    }

    [Fact]
    public void A_higher_scale_halves_the_buckets()
    {
        var bucket = Assert.Single(new ExponentialBuckets(1, 0, 0, new(2, [1]), ExponentialBuckets.Side.Empty).ToBuckets(null, null));

        Assert.Equal(2, bucket.Lower, 9);
        Assert.Equal(2 * Math.Sqrt(2), bucket.Upper, 9);
    }

    [Fact]
    public void Negative_values_mirror_the_positive_and_zeros_lie_between()
    {
        var buckets = new ExponentialBuckets(0, 3, 0, new(0, [1]), new(0, [1, 1])).ToBuckets(null, null);

        Assert.Equal([(-4d, -2d), (-2d, -1d), (0d, 0d), (1d, 2d)], buckets.Select(bucket => (bucket.Lower, bucket.Upper)));
        Assert.Equal(0, Quantile.Of(buckets, 0.5));
    }

    [Fact]
    public void The_edges_of_the_widest_scales_stay_finite()
    {
        var buckets = new ExponentialBuckets(-10, 0, 0, new(-1, [1, 1]), ExponentialBuckets.Side.Empty).ToBuckets(null, null);

        Assert.All(buckets, bucket => Assert.True(double.IsFinite(bucket.Lower) && double.IsFinite(bucket.Upper)));
        Assert.True(double.IsFinite(Quantile.Of(buckets, 0.99)!.Value));
    }

    [Fact]
    public void Growth_of_an_exponential_histogram_is_found_over_a_change_of_scale()
    {
        var earlier = new ExponentialBuckets(1, 1, 0, new(-1, [1, 2, 3]), ExponentialBuckets.Side.Empty);
        var later = new ExponentialBuckets(0, 4, 0, new(-1, [2, 5]), ExponentialBuckets.Side.Empty);

        var grown = later.Since(earlier)!.ToBuckets(null, null);

        // At scale 0 the earlier counts are 1 in (0.5, 1] and 5 in (1, 2].
        Assert.Equal([new Bucket(0, 0, 3), new(0.5, 1, 1)], grown.OrderBy(bucket => bucket.Upper));
    }

    [Fact]
    public void A_side_made_coarser_beyond_all_bounds_has_two_buckets()
    {
        var side = new ExponentialBuckets.Side(-3, [1, 1, 1, 1, 1]).Coarser(99);

        Assert.Equal(-1, side.Offset);
        Assert.Equal([3L, 2L], side.Counts);
    }

    [Fact]
    public void Counts_that_shrank_began_anew()
    {
        Assert.Null(new ExplicitBuckets(Bounds, [1, 0, 0, 0, 0]).Since(new ExplicitBuckets(Bounds, [2, 0, 0, 0, 0])));
        Assert.Null(new ExponentialBuckets(0, 0, 0, new(4, [1]), ExponentialBuckets.Side.Empty)
            .Since(new ExponentialBuckets(0, 0, 0, new(3, [1]), ExponentialBuckets.Side.Empty)));
    }

    [Fact]
    public void Counts_with_other_bounds_cannot_be_compared()
    {
        Assert.Null(new ExplicitBuckets([1, 3], [1, 1, 1]).Since(new ExplicitBuckets([1, 2], [1, 0, 0])));
    }

    [Fact]
    public void Histograms_with_different_bounds_add_up()
    {
        var merged = Quantile.Merge([[new(0, 10, 10)], [new(5, 10, 4), new(10, 20, 6)]]);

        Assert.Equal([new Bucket(0, 5, 5), new(5, 10, 9), new(10, 20, 6)], merged);
    }

    [Fact]
    public void Buckets_without_width_keep_their_values_when_added_up()
    {
        var merged = Quantile.Merge([[new(0, 0, 3)], [new(-1, 1, 2)]]);

        Assert.Equal(5, merged.Sum(bucket => bucket.Count));
        Assert.Equal(0, Quantile.Of(merged, 0.5));
    }
}
