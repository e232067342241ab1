using Workshop.Dashboard.ConsoleLogs;

namespace Workshop.Dashboard.Tests.ConsoleLogs;

public sealed class LogBufferTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Lines_of_several_pods_stand_in_the_order_of_their_time()
    {
        var buffer = new LogBuffer(100);
        Add(buffer, "a", 1, 3, 5);
        Add(buffer, "b", 2, 3, 4);

        Assert.Equal(["a1", "b2", "a3", "b3", "b4", "a5"], buffer.Snapshot().Select(line => line.Text));
    }

    [Fact]
    public void The_oldest_lines_leave_and_are_counted()
    {
        var buffer = new LogBuffer(100);
        Add(buffer, "a", [.. Enumerable.Range(1, 1000)]);

        var lines = buffer.Snapshot();
        Assert.Equal(100, lines.Length);
        Assert.Equal("a1000", lines[^1].Text);
        Assert.InRange(buffer.Dropped, 890, 900);
    }

    [Fact]
    public void A_line_without_a_time_stays_where_it_came()
    {
        var buffer = new LogBuffer(100);
        Add(buffer, "a", 5);
        buffer.Add(new LogLine(null, "b", "no time"));

        Assert.Equal(["a5", "no time"], buffer.Snapshot().Select(line => line.Text));
    }

    [Theory]
    [InlineData("2026-01-31T12:00:01.500000000Z hello there", "hello there", 1500)]
    [InlineData("2026-01-31T12:00:00Z ", "", 0)]
    [InlineData("2026-01-31T12:00:00Z", "", 0)]
    public void The_apis_timestamp_is_taken_off(string line, string text, int milliseconds)
    {
        var parsed = LogLine.Parse("pod", line);

        Assert.Equal(text, parsed.Text);
        Assert.Equal(Noon.AddMilliseconds(milliseconds), parsed.At);
    }

    [Theory]
    [InlineData("no time at all")]
    [InlineData("")]
    [InlineData("99 bottles")]
    public void A_line_without_timestamp_is_kept_whole(string line) => Assert.Equal(new LogLine(null, "pod", line), LogLine.Parse("pod", line));

    private static void Add(LogBuffer buffer, string pod, params int[] seconds)
    {
        foreach (var second in seconds)
        {
            buffer.Add(new LogLine(Noon.AddSeconds(second), pod, $"{pod}{second}"));
        }
    }
}
