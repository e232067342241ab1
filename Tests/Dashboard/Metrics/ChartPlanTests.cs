using Workshop.Dashboard.Metrics.Charts;
using static Workshop.Dashboard.Tests.TelemetrySamples;

namespace Workshop.Dashboard.Tests.Metrics;

public sealed class ChartPlanTests
{
    [Fact]
    public void Values_stand_between_the_foot_and_the_head_of_a_round_axis()
    {
        var plan = Plan(Chart((0, 0), (30, 40), (60, 100)));

        Assert.Equal("M0 100L0 100L50 60L100 0", Assert.Single(plan.Lines).Path);
        Assert.Equal(["0", "25", "50", "75", "100"], plan.ValueTicks.Select(tick => tick.Text));
    }

    [Fact]
    public void A_line_breaks_where_nothing_was_measured()
    {
        var plan = Plan(Chart((0, 1), (5, 1), (10, 1), (50, 1), (55, 1)) with { Step = TimeSpan.FromSeconds(5) });

        Assert.Equal(2, plan.Lines[0].Path.Count(letter => letter == 'M'));
    }

    [Fact]
    public void Points_as_rare_as_the_exporter_sends_them_are_one_line()
    {
        var plan = Plan(Chart((0, 1), (20, 1), (40, 1), (60, 1)));

        Assert.Equal(1, plan.Lines[0].Path.Count(letter => letter == 'M'));
    }

    [Theory]
    [InlineData(0.003, 0.003)]
    [InlineData(7, 8)]
    [InlineData(99, 100)]
    [InlineData(1e300, 1e300)]
    public void The_axis_ends_at_a_round_number_above_the_largest_value(double largest, double expected)
    {
        var scale = ValueScale.For([largest], "s");

        Assert.InRange(scale.High, expected * 0.999, expected * 1.001);
        Assert.InRange(scale.Ticks.Count, 3, 6);
    }

    [Theory]
    [InlineData(25.0 * 1024 * 1024, 10.0 * 1024 * 1024)]
    [InlineData(700, 200)]
    public void Bytes_are_round_in_powers_of_1024(double largest, double expectedStep)
    {
        Assert.Equal(expectedStep, ValueScale.For([largest], "By").Ticks[1]);
    }

    [Fact]
    public void The_axis_reaches_below_zero_for_negative_values()
    {
        var scale = ValueScale.For([-30, 50], "s");

        Assert.Equal((-40d, 60d), (scale.Low, scale.High));
    }

    [Fact]
    public void Nothing_to_show_makes_an_empty_axis()
    {
        Assert.Equal((0d, 1d), (ValueScale.For([], "").Low, ValueScale.For([double.NaN, double.PositiveInfinity], "").High));
    }

    [Fact]
    public void Readings_reach_half_way_to_their_neighbours()
    {
        var columns = Plan(Chart((0, 1), (30, 2), (60, 3))).Columns;

        Assert.Equal([(0d, 25d), (25d, 50d), (75d, 25d)], columns.Select(column => (column.Left, column.Width)));
    }

    [Fact]
    public void Times_are_said_in_seconds_where_the_steps_are_short()
    {
        Assert.Equal(["12:00:00", "12:00:15", "12:00:30", "12:00:45", "12:01:00"], Plan(Chart((0, 1))).TimeTicks.Select(tick => tick.Text));
    }

    [Fact]
    public void Times_are_those_of_the_readers_clock()
    {
        var plan = ChartPlan.For(Chart((0, 1)) with { To = Noon.AddHours(2) }, time => time.ToOffset(TimeSpan.FromMinutes(330)));

        Assert.Equal(["17:30", "18:00", "18:30", "19:00", "19:30"], plan.TimeTicks.Select(tick => tick.Text));
        Assert.Equal([0d, 25, 50, 75, 100], plan.TimeTicks.Select(tick => tick.Place));
    }

    private static ChartPlan Plan(ChartModel chart) => ChartPlan.For(chart, time => time);

    private static ChartModel Chart(params (double Second, double Value)[] points) => new(
        Noon, Noon.AddMinutes(1), TimeSpan.FromSeconds(1), "",
        [new("line", [.. points.Select(point => new ChartPoint(Noon.AddSeconds(point.Second), point.Value))])], []);
}
