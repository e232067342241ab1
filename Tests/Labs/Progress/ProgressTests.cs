using Workshop.Labs.Checks;
using Workshop.Labs.Progress;

namespace Workshop.Labs.Tests.Progress;

public sealed class ProgressTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);
    private static readonly Lab Lab = new(4, "04-pods", [Check("a"), Check("b")]);
    private readonly TemporaryFolder _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public void A_lab_is_not_begun_then_at_a_step_then_done()
    {
        var begun = LabProgress.None.Begun(Now);
        var half = begun.Seen("a", Now);

        Assert.Equal(["not begun", "step 1 of 2", "step 2 of 2", "done"], new[] { LabProgress.None, begun, half, half.Seen("b", Now) }.Select(progress => progress.StateOf(Lab)));
    }

    [Fact]
    public void What_was_green_once_keeps_its_time()
    {
        var seen = LabProgress.None.Seen("a", Now);

        Assert.Equal(Now, seen.Seen("a", Now.AddHours(1)).Green["a"]);
    }

    [Fact]
    public void Progress_is_read_as_it_was_written()
    {
        var file = new ProgressFile(_state.Path);
        file.Change(progress => progress.With(Lab, one => one.Seen("a", Now).Hinted("b", Now) with { Quiz = one.Quiz.Add("ip") }));

        var read = new ProgressFile(_state.Path).Read().Of(Lab);

        Assert.Equal(Now, read.Green["a"]);
        Assert.Equal(1, read.Hints["b"]);
        Assert.Equal(["ip"], read.Quiz);
    }

    [SkippableFact]
    public void Progress_is_its_owners_alone()
    {
        RequiredTool.Unix();
        new ProgressFile(_state.Path).Change(progress => progress.With(Lab, one => one.Begun(Now)));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(_state.PathOf("labs/progress.json")));
        Assert.Single(Directory.EnumerateFiles(_state.PathOf("labs")));
    }

    [Fact]
    public async Task Many_that_change_it_at_once_lose_nothing()
    {
        var steps = Enumerable.Range(0, 40).Select(number => $"step-{number}").ToList();

        await Task.WhenAll(steps.Select(step => Task.Run(() => new ProgressFile(_state.Path).Change(progress => progress.With(Lab, one => one.Seen(step, Now))))));

        Assert.Equal(steps.Count, new ProgressFile(_state.Path).Read().Of(Lab).Green.Count);
    }

    [Fact]
    public void What_changes_nothing_is_not_written()
    {
        var file = new ProgressFile(_state.Path);
        file.Change(progress => progress.With(Lab, one => one.Begun(Now)));
        var written = File.GetLastWriteTimeUtc(_state.PathOf("labs/progress.json"));

        file.Change(progress => progress.With(Lab, one => one.Begun(Now.AddHours(1))));

        Assert.Equal(written, File.GetLastWriteTimeUtc(_state.PathOf("labs/progress.json")));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named_and_not_overwritten()
    {
        Directory.CreateDirectory(_state.PathOf("labs"));
        File.WriteAllText(_state.PathOf("labs/progress.json"), "{ half");

        Assert.Contains("progress.json", Assert.Throws<LabException>(() => new ProgressFile(_state.Path).Change(progress => progress.Without(Lab))).Message, StringComparison.Ordinal);
        Assert.Equal("{ half", File.ReadAllText(_state.PathOf("labs/progress.json")));
    }

    private static LabCheck Check(string step) => new(step, (_, _) => Task.FromResult(CheckResult.Green("seen")));

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static UnixFileMode Mode(string path) => File.GetUnixFileMode(path);

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? default : Mode(path);
}
