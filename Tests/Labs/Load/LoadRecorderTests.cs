using Workshop.Labs.Load;
using LoadReport = Workshop.Labs.Load.LoadReport;

namespace Workshop.Labs.Tests.Load;

public sealed class LoadRecorderTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _state = new();

    public void Dispose() => _state.Dispose();

    [Theory]
    [InlineData("{\"version\":\"2.0.0\"}", "2.0.0")]
    [InlineData("{\"message\":\"Hello\"}", "")]
    [InlineData("<html>\"version\"", "")]
    public void The_version_is_read_from_an_answers_body(string body, string version) => Assert.Equal(version, LoadRecorder.VersionIn(body));

    [Fact]
    public void Shares_are_of_successful_answers()
    {
        var report = Report(recorder =>
        {
            recorder.Succeeded(At(0.1), At(0.01), "1.0.0", "a");
            recorder.Succeeded(At(0.2), At(0.02), "1.0.0", "b");
            recorder.Succeeded(At(1.1), At(0.03), "2.0.0", "a");
            recorder.Failed(At(1.2), "503");
        });

        Assert.Equal(2 / 3.0, report.ShareOf("1.0.0"), 3);
        Assert.Equal(2, report.ByPod["a"]);
        Assert.Equal([0, 1], report.Seconds.Select(second => second.Failed));
        Assert.Equal(20, report.Latency.Median);
    }

    [Fact]
    public void A_load_that_could_not_send_what_it_meant_to_proves_nothing()
    {
        Assert.True(Of(intended: 100, sent: 95).LostNothing);
        Assert.False(Of(intended: 100, sent: 94).LostNothing);
        Assert.False(Of(intended: 0, sent: 0).LostNothing);
    }

    [Fact]
    public void A_report_is_read_as_it_was_written()
    {
        LoadReportFile.Write(_state.Path, Report(recorder => recorder.Succeeded(At(0.1), At(0.01), "1.0.0", "a")));

        Assert.Equal(1, LoadReportFile.Read(_state.Path)!.ByVersion["1.0.0"]);
    }

    private static LoadReport Report(Action<LoadRecorder> record)
    {
        var recorder = new LoadRecorder();
        record(recorder);
        return recorder.Report("service/hello", Start, Start.AddSeconds(2), 2, 4, 4);
    }

    private static LoadReport Of(int intended, int sent) => new LoadRecorder().Report("service/hello", Start, Start, 1, intended, sent);

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
