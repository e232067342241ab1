using System.Net;

namespace Workshop.Gateway.Tests.Load;

[Collection(OneAtATime.Name)]
public class RollingUpdateTests
{
    private const int PerSecond = 200;

    [Fact]
    public async Task A_rolling_update_under_load_costs_no_request()
    {
        var report = await RollOut("00:00:02", mayRetry: true);

        report.LostNothing();
        Assert.Equal(["{\"version\":\"1.0.0\"}", "{\"version\":\"2.0.0\"}"], report.Answers.Keys.Order());
    }

    [Fact]
    public async Task Pods_that_end_at_once_cost_requests_of_the_same_load_where_nothing_is_repeated()
    {
        var report = await RollOut("00:00:00", mayRetry: false);

        Assert.NotEmpty(report.Failures);
    }

    private static async Task<LoadReport> RollOut(string drainDelay, bool mayRetry)
    {
        var pods = new List<RunningService>(await Task.WhenAll(Pod("1.0.0", drainDelay), Pod("1.0.0", drainDelay), Pod("1.0.0", drainDelay)));
        await using var gateway = await RunningGateway.StartAsync([.. pods.Select(AddressOf)], [$"--Workshop:Retry={mayRetry}", "--Workshop:AccessLog=off"]);
        await gateway.WarmUp();
        await using var load = OpenLoopLoad.Start(new Uri(gateway.Service.Http.BaseAddress!, "/version"), PerSecond);
        await load.Answered(PerSecond / 2);

        foreach (var old in pods.ToList())
        {
            pods.Add(await Pod("2.0.0", drainDelay));
            gateway.Ready([.. pods.Select(AddressOf)]);

            // The worst order: the pod is asked to end before it is out of the names.
            old.Process.Signal(Signals.Terminate);
            await load.Answered(PerSecond / 2);
            pods.Remove(old);
            gateway.Ready([.. pods.Select(AddressOf)]);
            Assert.Equal(0, await old.Process.Exit(TimeSpan.FromSeconds(30)));
            await old.DisposeAsync();
        }

        await load.Answered(PerSecond / 2);
        var report = await load.Finish();
        await Task.WhenAll(pods.Select(pod => pod.DisposeAsync().AsTask()));
        return report;
    }

    private static Task<RunningService> Pod(string version, string drainDelay) =>
        RunningService.StartAsync("Services/Hello", ["--secret=x"], ("Workshop__Version", version), ("Workshop__AccessLog", "off"), ("Workshop__DrainDelay", drainDelay));

    private static IPEndPoint AddressOf(RunningService pod) => new(pod.Address, 8080);
}
