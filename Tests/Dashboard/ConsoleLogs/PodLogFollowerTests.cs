using Microsoft.Extensions.Time.Testing;
using Workshop.Dashboard.ConsoleLogs;
using Workshop.Dashboard.Watching;

namespace Workshop.Dashboard.Tests.ConsoleLogs;

public sealed class PodLogFollowerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly FakeTimeProvider _time = new();
    private readonly LogBuffer _lines = new(1000);

    [Fact]
    public async Task After_a_restart_the_log_is_read_on_and_no_line_comes_twice()
    {
        var logs = new ScriptedLogs().Lines("2026-01-31T12:00:01Z one", "2026-01-31T12:00:02Z two").Lines("2026-01-31T12:00:02Z two", "2026-01-31T12:00:03Z three");

        await Follow(logs, until: () => _lines.Snapshot().Length == 3);

        Assert.Equal(["one", "two", "three"], _lines.Snapshot().Select(line => line.Text));
    }

    [Fact]
    public async Task Lines_of_one_instant_all_come()
    {
        var logs = new ScriptedLogs().Lines("2026-01-31T12:00:01Z error", "2026-01-31T12:00:01Z   at A", "2026-01-31T12:00:01Z   at B");

        await Follow(logs, until: () => _lines.Snapshot().Length == 3);

        Assert.Equal(["error", "  at A", "  at B"], _lines.Snapshot().Select(line => line.Text));
    }

    [Fact]
    public async Task A_pod_that_is_gone_is_said_once_and_not_asked_again()
    {
        var logs = new ScriptedLogs().Fails("Pod 'hello' is gone.", isFinal: true);

        await Follow(logs, until: () => _lines.Snapshot().Length == 1);

        Assert.Equal([(true, "Pod 'hello' is gone.")], _lines.Snapshot().Select(line => (line.IsNote, line.Text)));
        Assert.Single(logs.Requests);
    }

    [Fact]
    public async Task Trouble_is_said_once_and_reading_goes_on_when_it_is_over()
    {
        var logs = new ScriptedLogs().Fails("No answer.", isFinal: false).Fails("No answer.", isFinal: false).Lines("2026-01-31T12:00:01Z back");

        await Follow(logs, until: () => _lines.Snapshot().Any(line => line.Text == "back"));

        Assert.Single(_lines.Snapshot(), line => line.IsNote);
    }

    [Fact]
    public async Task The_previous_run_is_read_once()
    {
        var logs = new ScriptedLogs().Lines("2026-01-31T12:00:01Z last words");
        var follower = Follower(logs, new LogRequest(Follow: false, Previous: true, TailLines: 10));

        await follower.RunAsync(CancellationToken.None).WaitAsync(Limit);

        Assert.Equal("last words", Assert.Single(_lines.Snapshot()).Text);
        Assert.Equal(new LogRequest(Follow: false, Previous: true, TailLines: 10), Assert.Single(logs.Requests));
    }

    private PodLogFollower Follower(IPodLogs logs, LogRequest request) =>
        new(logs, new LogSource(new ObjectName("workshop", "hello"), "uid", "hello"), request, _time, _lines.Add);

    private async Task Follow(ScriptedLogs logs, Func<bool> until)
    {
        using var stop = new CancellationTokenSource();
        var running = Task.Run(() => Follower(logs, new LogRequest(Follow: true, Previous: false, TailLines: 10)).RunAsync(stop.Token));
        await Eventually.Is(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return until();
            },
            "the log has been read",
            Limit,
            CancellationToken.None);
        await stop.CancelAsync();
        await running.WaitAsync(Limit);
    }
}
