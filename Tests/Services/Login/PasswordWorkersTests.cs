using Workshop.Endpoints.Login;

namespace Workshop.Services.Tests.Login;

public class PasswordWorkersTests
{
    [Fact]
    public async Task No_more_work_at_once_than_threads_and_no_more_waits_than_the_queue_holds()
    {
        using var workers = new PasswordWorkers(threads: 2, queue: 3);
        using var gate = new ManualResetEventSlim();
        using var begun = new SemaphoreSlim(0);

        var running = new[] { Hold(), Hold() };
        Assert.True(await begun.WaitAsync(TimeSpan.FromSeconds(30)) && await begun.WaitAsync(TimeSpan.FromSeconds(30)));
        var waiting = new[] { Hold(), Hold(), Hold() };
        var refused = Hold();
        gate.Set();

        Assert.Null(refused);
        Assert.All(await Task.WhenAll([.. running.OfType<Task<bool>>(), .. waiting.OfType<Task<bool>>()]), Assert.True);
        Assert.Equal(5, running.Concat(waiting).Count(task => task is not null));

        Task<bool>? Hold() => workers.TryRun(() => begun.Release() >= 0 && gate.Wait(TimeSpan.FromSeconds(30)), CancellationToken.None);
    }

    [Fact]
    public async Task Who_has_hung_up_costs_nothing_and_who_fails_harms_nobody()
    {
        using var workers = new PasswordWorkers(threads: 1, queue: 3);
        var isDone = false;

        var gone = workers.TryRun(() => isDone = true, new CancellationToken(canceled: true))!;
        var failed = workers.TryRun<bool>(() => throw new InvalidOperationException("no"), CancellationToken.None)!;
        var good = workers.TryRun(() => 5, CancellationToken.None)!;

        await Assert.ThrowsAsync<TaskCanceledException>(() => gone);
        await Assert.ThrowsAsync<InvalidOperationException>(() => failed);
        Assert.Equal((5, false), (await good, isDone));
    }

    [SkippableFact]
    public async Task The_threads_that_compare_give_way_to_all_others()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "asks /proc.");
        using var workers = new PasswordWorkers(threads: 1, queue: 1);

        // 'PID (name) state ppid …': the name may hold blanks, and the nice value is the seventeenth field after it.
        var stat = await workers.TryRun(() => File.ReadAllText("/proc/thread-self/stat"), CancellationToken.None)!;
        var ours = await File.ReadAllTextAsync("/proc/self/stat");

        Assert.Equal(Math.Min(19, NiceIn(ours) + 10), NiceIn(stat));

        static int NiceIn(string stat) => int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], System.Globalization.CultureInfo.InvariantCulture);
    }
}
