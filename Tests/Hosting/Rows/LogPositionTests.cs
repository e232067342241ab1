using Workshop.Hosting.Rows;

namespace Workshop.Hosting.Tests.Rows;

public sealed class LogPositionTests
{
    private const string First = "2026-11-28T09:00:00.123456789Z one";
    private const string Second = "2026-11-28T09:00:00.123456789Z two";
    private const string Third = "2026-11-28T09:00:01.5Z three";

    [Fact]
    public void A_line_is_told_without_its_time() => Assert.Equal(["one", "two"], Read(new LogPosition(), First, Second));

    [Fact]
    public void Who_reads_again_from_the_last_time_hears_no_line_twice()
    {
        var position = new LogPosition();
        Read(position, First, Second);

        Assert.Equal(["three"], Read(position, First, Second, Third));
    }

    [Fact]
    public void Of_lines_of_one_time_those_are_told_that_were_not()
    {
        var position = new LogPosition();
        Read(position, First);

        Assert.Equal(["two", "three"], Read(position, First, Second, Third));
    }

    [Fact]
    public void The_log_of_an_earlier_time_is_not_told_after_a_later_one()
    {
        var position = new LogPosition();
        Read(position, Third);

        Assert.Empty(Read(position, First, Second));
    }

    [Fact]
    public void An_empty_line_is_a_line() => Assert.Equal([""], Read(new LogPosition(), "2026-11-28T09:00:00Z "));

    [Fact]
    public void What_has_no_time_is_told_as_it_is() => Assert.Equal(["no time here"], Read(new LogPosition(), "no time here"));

    private static List<string> Read(LogPosition position, params string[] lines)
    {
        position.Restart();
        List<string> told = [];
        foreach (var line in lines)
        {
            if (position.TryTake(line, out var text))
            {
                told.Add(text);
            }
        }

        return told;
    }
}
