using Workshop.Benchmarks.Comparing;

namespace Workshop.Benchmarks.Tests;

public sealed class ComparisonTests
{
    [Fact]
    public void Rounds_are_compared_with_their_neighbours_so_that_a_noisy_one_counts_for_both()
    {
        var comparison = new Comparison("rate", "requests/s", "nginx", [100, 40, 110], [200, 80, 200]);

        Assert.Equal([0.5, 0.5, 0.55], comparison.Ratios);
        Assert.Equal(0.5, comparison.Ratio);
        Assert.True(comparison.TellsApart);
    }

    [Fact]
    public void No_difference_is_told_where_some_rounds_say_more_and_some_less() =>
        Assert.False(new Comparison("rate", "requests/s", "nginx", [100, 100], [90, 110]).TellsApart);

    [Theory]
    [InlineData(0.8, 0.9, true)]
    [InlineData(0.6, 0.69, false)]
    [InlineData(0.6, 0.8, null)]
    public void A_goal_is_reached_when_every_round_reaches_it(double first, double second, bool? isReached) =>
        Assert.Equal(isReached, new Comparison("rate", "requests/s", "nginx", [first, second], [1, 1], Goal.AtLeast(0.7)).IsReached);

    [Fact]
    public void What_is_to_be_small_has_a_goal_from_above() => Assert.True(new Comparison("time", "s", "before", [1], [2], Goal.AtMost(0.5)).IsReached);

    [Fact]
    public void Sides_of_different_length_are_refused() =>
        Assert.Throws<ArgumentException>(() => new Comparison("rate", "requests/s", "nginx", [1, 2], [1]));

    [Theory]
    [InlineData(new double[] { 3, 1, 2 }, 2)]
    [InlineData(new double[] { 4, 1, 2, 3 }, 2.5)]
    public void The_median_stands_in_the_middle(double[] values, double median) => Assert.Equal(median, Spread.Of(values).Median);

    [Fact]
    public async Task Sides_take_turns_and_the_first_round_does_not_count()
    {
        var order = "";
        double number = 0;

        var values = await Rounds.RunAsync(2, () => Measure("a"), () => Measure("b"));

        Assert.Equal("ababab", order);
        Assert.Equal([[3, 5], [4, 6]], values);

        Task<double> Measure(string side)
        {
            order += side;
            return Task.FromResult(++number);
        }
    }
}
