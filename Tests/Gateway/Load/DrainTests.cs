using System.Net;

namespace Workshop.Gateway.Tests.Load;

[Collection(OneAtATime.Name)]
public class DrainTests
{
    private const int PerSecond = 200;

    // From the failed readiness probe until nobody sends requests any more: one period of the probe.
    private const int RequestsUntilDetected = PerSecond;

    [Fact]
    public async Task A_gateway_that_ends_under_load_costs_no_request()
    {
        var (report, exitCode) = await EndOneOfTwo("00:00:02");

        report.LostNothing();
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task A_gateway_that_ends_at_once_does_lose_requests_of_the_same_load()
    {
        var (report, _) = await EndOneOfTwo("00:00:00");

        Assert.NotEmpty(report.Failures);
    }

    [Fact]
    public async Task A_pod_that_dies_under_load_costs_no_request() => (await KillOneOfTwo(mayRetry: true)).LostNothing();

    [Fact]
    public async Task Without_the_retry_a_pod_that_dies_does_cost_requests_of_the_same_load() => Assert.NotEmpty((await KillOneOfTwo(mayRetry: false)).Failures);

    private static async Task<LoadReport> KillOneOfTwo(bool mayRetry)
    {
        var pods = await Task.WhenAll(Pod(), Pod());
        await using var gateway = await RunningGateway.StartAsync([.. pods.Select(pod => new IPEndPoint(pod.Address, 8080))], [$"--Workshop:Retry={mayRetry}", "--Workshop:AccessLog=off"]);
        await gateway.WarmUp();
        await using var load = OpenLoopLoad.Start(new Uri(gateway.Service.Http.BaseAddress!, "/version"), PerSecond);
        await load.Answered(PerSecond);

        // Its name still stands, as it does until the node has noticed.
        await pods[0].DisposeAsync();
        await load.Answered(PerSecond);
        var report = await load.Finish();
        await pods[1].DisposeAsync();
        return report;
    }

    // In front a gateway that tries everything once, so that nothing is mended on the way.
    private static async Task<(LoadReport Report, int ExitCode)> EndOneOfTwo(string drainDelay)
    {
        await using var pod = await KestrelBackend.Saying("hello");
        await using var one = await RunningGateway.StartAsync([pod.Address], ["--Workshop:AccessLog=off", "--Workshop:DrainDelay", drainDelay]);
        await using var other = await RunningGateway.StartAsync([pod.Address], ["--Workshop:AccessLog=off"]);
        await using var front = await RunningGateway.StartAsync([AddressOf(one), AddressOf(other)], ["--Workshop:AccessLog=off", "--Workshop:Retry=false"]);
        await front.WarmUp();
        await using var load = OpenLoopLoad.Start(front.Service.Http.BaseAddress!, PerSecond, HttpMethod.Post);
        await load.Answered(PerSecond);

        one.Service.Process.Signal(Signals.Terminate);
        await load.Answered(RequestsUntilDetected);
        front.Ready(AddressOf(other));
        var exitCode = await one.Service.Process.Exit(TimeSpan.FromSeconds(30));
        await load.Answered(PerSecond);
        return (await load.Finish(), exitCode);
    }

    private static Task<RunningService> Pod() => RunningService.StartAsync("Services/Hello", ["--secret=x"], ("Workshop__AccessLog", "off"));

    private static IPEndPoint AddressOf(RunningGateway gateway) => new(gateway.Service.Address, 8080);
}
