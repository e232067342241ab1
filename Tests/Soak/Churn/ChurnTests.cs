using System.Globalization;
using Xunit.Abstractions;

namespace Workshop.Soak.Tests.Churn;

/// <summary>The short form of <c>./soak churn</c>: what is opened is closed again. What memory does shows in the long one.</summary>
[Trait("Category", "Slow")]
public sealed class ChurnTests(ITestOutputHelper output)
{
    private const int PerSecond = 20;

    // A thread of the pool, a connection that is about to be closed.
    private const int Few = 4;

    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(90);

    // Connections to backends are kept for a while.
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(3);

    [SkippableFact]
    public async Task Two_minutes_of_change_and_traffic_fail_no_request_and_leave_nothing_open()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux shows what other processes have open.");
        await using var workshop = await RunningWorkshop.Start(["--Workshop:EventTtl=00:00:30"]);
        var processes = await LongLived.Of(workshop);
        var busyness = new Busyness(workshop);
        await using var load = OpenLoopLoad.Start(new Uri(workshop.Gateway, "version"), PerSecond);
        await BusyFor(busyness, Warming);
        var before = processes.ToDictionary(process => process.Key, process => ProcessSample.Of(process.Value)!);

        await BusyFor(busyness, Busy);

        var report = await load.Finish();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{busyness.Rounds} rounds; {report}"));
        report.LostNothing();
        Assert.Equal("", (await workshop.KubectlInLabs("get pods,deployments,replicasets -o name")).Succeeded().Trim());
        foreach (var (name, process) in processes)
        {
            foreach (var (what, of) in ProcessSample.Counts)
            {
                await Eventually.Is(
                    () => of(ProcessSample.Of(process)!) <= of(before[name]) + Few,
                    string.Create(CultureInfo.InvariantCulture, $"{name} has no more {what} than the {of(before[name])} of before"),
                    Settling,
                    CancellationToken.None);
            }
        }

        await workshop.EndsWithoutATrace();
    }

    private static async Task BusyFor(Busyness busyness, TimeSpan duration)
    {
        using var end = new CancellationTokenSource(duration, TimeProvider.System);
        await busyness.RunAsync(end.Token);
    }
}
