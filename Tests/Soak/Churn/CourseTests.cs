namespace Workshop.Soak.Tests.Churn;

public sealed class CourseTests
{
    [Fact]
    public void What_was_taken_while_it_got_warm_does_not_count() => Assert.Equal(0, Course([1, 5, 9, 10, 10, 10, 10, 10, 10]).Growth);

    [Fact]
    public void What_goes_on_growing_does() => Assert.Equal(1, Course([1, 2, 3, 4, 4, 4, 8, 8, 8]).Growth);

    [Fact]
    public void How_much_it_is_does_not_depend_on_what_was_taken_while_it_got_warm() => Assert.Equal(3, Course([113, 80, 60, 20, 20, 20, 23, 23, 23]).Rise);

    [Fact]
    public void A_single_high_value_is_no_growth() => Assert.Equal(0, Course([1, 1, 1, 10, 10, 10, 10, 10, 99]).Growth);

    [Fact]
    public void A_chart_has_a_line_for_each_course() =>
        Assert.Equal(3, Chart.Draw([Course([1, 2]), Course([2, 1])]).Split("<polyline").Length);

    private static Course Course(double[] values) => new("any", values);
}
