using Spectre.Console;
using Workshop.Labs.Load;
using LoadReport = Workshop.Labs.Load.LoadReport;

namespace Workshop.Labs.Tests.Load;

/// <summary>What a terminal shows of a load, without its colours.</summary>
public sealed class LoadPictureTests
{
    private static readonly DateTimeOffset Start = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_shows_who_answered_lately_how_many_each_pod_and_that_none_failed()
    {
        var picture = Draw(recorder =>
        {
            foreach (var second in Enumerable.Range(0, 6))
            {
                recorder.Succeeded(TimeSpan.FromSeconds(second), TimeSpan.FromMilliseconds(10), second < 3 ? "1.0.0" : "2.0.0", second < 4 ? "hello-a" : "hello-b");
            }
        });

        Assert.Contains("http://hello  20/s  6 sent  0 failed", picture, StringComparison.Ordinal);
        Assert.Contains("latency: median 10.0 ms, p95 10.0 ms", picture, StringComparison.Ordinal);
        Assert.Contains("answers by version, last 3 s", picture, StringComparison.Ordinal);

        // Of the last three whole seconds one was the old version's; the one under way does not count.
        Assert.Equal(["1.0.0 1", "2.0.0 2"], Lines(picture).Where(line => line.Contains(".0.0", StringComparison.Ordinal)).Select(WithoutBar));
        Assert.Equal(["hello-a 4", "hello-b 2"], Lines(picture).Where(line => line.StartsWith("hello-", StringComparison.Ordinal)).Select(WithoutBar));
        Assert.EndsWith("Ctrl+C ends it.", picture.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_are_told_with_their_reasons_whatever_characters_these_have()
    {
        var picture = Draw(recorder =>
        {
            recorder.Succeeded(TimeSpan.Zero, TimeSpan.FromMilliseconds(5), "1.0.0", "");
            recorder.Failed(TimeSpan.FromSeconds(1), "503");
            recorder.Failed(TimeSpan.FromSeconds(1), "refused [::1]:80");
        });

        Assert.Contains("2 failed: 1 × 503, 1 × refused [::1]:80", picture, StringComparison.Ordinal);
        Assert.Contains("(answers do not say their pod)", picture, StringComparison.Ordinal);
    }

    [Fact]
    public void When_nobody_has_answered_for_a_while_the_bars_are_empty()
    {
        var picture = Draw(recorder =>
        {
            recorder.Succeeded(TimeSpan.Zero, TimeSpan.FromMilliseconds(5), "1.0.0", "hello-a");
            foreach (var second in Enumerable.Range(1, 6))
            {
                recorder.Failed(TimeSpan.FromSeconds(second), "503");
            }
        });

        Assert.Contains("1.0.0 0", Lines(picture).Select(WithoutBar));
    }

    [Fact]
    public void Before_the_first_answer_it_says_so() => Assert.Contains("no answer yet", Draw(_ => { }), StringComparison.Ordinal);

    private static string Draw(Action<LoadRecorder> load)
    {
        var recorder = new LoadRecorder();
        load(recorder);
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 100;
        LoadReport report = recorder.Report("http://hello", Start, Start.AddSeconds(6), 20, 6, 6);
        console.Write(LoadPicture.Of(report));
        return text.ToString();
    }

    private static string[] Lines(string picture) => picture.Split('\n', StringSplitOptions.TrimEntries);

    // A bar is drawn of blocks, or of signs where a terminal has none.
    private static string WithoutBar(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-') && word.Any(char.IsAsciiLetterOrDigit)));
}
