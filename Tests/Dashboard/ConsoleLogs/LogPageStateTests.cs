using Workshop.Dashboard.ConsoleLogs;

namespace Workshop.Dashboard.Tests.ConsoleLogs;

public sealed class LogPageStateTests
{
    private readonly LogPageState _state = new();

    [Fact]
    public void A_paused_page_stands_still_and_says_that_more_has_come()
    {
        Take("one");
        _state.Pause();
        Take("one", "two");

        Assert.Equal(["one"], Shown);
        Assert.True(_state.HasNews);

        _state.GoOn();
        Take("one", "two");
        Assert.Equal(["one", "two"], Shown);
        Assert.False(_state.HasNews);
    }

    [Fact]
    public void A_search_looks_at_the_text_and_not_at_its_colours()
    {
        Take("\u001b[31mfail\u001b[0med", "31m is a number", "Failed again");
        _state.Find("FAILED");

        Assert.Equal(["\u001b[31mfail\u001b[0med", "Failed again"], Shown);
        Assert.Equal(3, _state.Count);
    }

    [Theory]
    [InlineData("abcABC", "b", "a|[b]|cA|[B]|C")]
    [InlineData("aaa", "aa", "[aa]|a")]
    [InlineData("none", "x", "none")]
    [InlineData("all", "", "all")]
    public void What_was_found_is_marked(string text, string search, string expected) =>
        Assert.Equal(expected, string.Join('|', Highlight.In(text, search).Select(part => part.IsFound ? $"[{part.Text}]" : part.Text)));

    [Fact]
    public void A_file_has_times_and_pods_and_no_colours_and_no_notes()
    {
        var at = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
        LogLine[] lines = [new(at, "hello-1", "\u001b[1mhi\u001b[0m"), new(at, "hello-2", "note", IsNote: true), new(null, "hello-2", "there")];

        Assert.Equal("2026-01-31T12:00:00.0000000Z hello-1 hi\nhello-2 there\n", System.Text.Encoding.UTF8.GetString(LogText.Of(lines, withPods: true)));
    }

    private IEnumerable<string> Shown => _state.Shown.Select(line => line.Text);

    private void Take(params string[] lines) => _state.Take(() => [.. lines.Select(line => new LogLine(null, "pod", line))], lines.Length);
}
