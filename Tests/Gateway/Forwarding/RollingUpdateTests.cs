using System.Collections.Concurrent;
using System.Net;

namespace Workshop.Gateway.Tests.Forwarding;

public class RollingUpdateTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentQueue<string> _answers = new();

    [Fact]
    public async Task A_rolling_update_at_200_requests_a_second_loses_nothing()
    {
        var pods = new List<RunningService>(await Task.WhenAll(Pod("1.0.0"), Pod("1.0.0"), Pod("1.0.0")));
        await using var gateway = await RunningGateway.StartAsync([.. pods.Select(AddressOf)]);
        using var enough = new CancellationTokenSource();
        var load = Load(gateway, enough.Token);

        foreach (var old in pods.ToList())
        {
            pods.Add(await Pod("2.0.0"));
            gateway.Ready([.. pods.Select(AddressOf)]);

            // The worst order: the pod is asked to end before it is out of the names.
            old.Process.Signal(Signals.Terminate);
            pods.Remove(old);
            gateway.Ready([.. pods.Select(AddressOf)]);
            Assert.Equal(0, await old.Process.Exit(TimeSpan.FromSeconds(30)));
            await old.DisposeAsync();
        }

        await enough.CancelAsync();
        var answers = await load;
        await Task.WhenAll(pods.Select(pod => pod.DisposeAsync().AsTask()));

        Assert.Equal(["{\"version\":\"1.0.0\"}\n", "{\"version\":\"2.0.0\"}\n"], answers.Distinct().Order());
        Assert.InRange(answers.Count, 500, int.MaxValue);
    }

    [Fact]
    public async Task A_killed_pod_costs_no_request_while_its_name_still_stands()
    {
        var pods = await Task.WhenAll(Pod("1.0.0"), Pod("1.0.0"));
        await using var gateway = await RunningGateway.StartAsync([.. pods.Select(AddressOf)]);
        using var enough = new CancellationTokenSource();
        var load = Load(gateway, enough.Token);
        await Eventually.Is(() => _answers.Count > 50, "requests are answered", TimeSpan.FromSeconds(20), CancellationToken.None);

        await pods[0].DisposeAsync();
        var atKill = _answers.Count;
        await Eventually.Is(() => _answers.Count > atKill + 200, "more requests are answered", TimeSpan.FromSeconds(20), CancellationToken.None);
        await enough.CancelAsync();
        var answers = await load;
        await pods[1].DisposeAsync();

        Assert.Equal("{\"version\":\"1.0.0\"}\n", Assert.Single(answers.Distinct()));
    }

    // Open loop: the next request does not wait for the answer to the last.
    private async Task<IReadOnlyCollection<string>> Load(RunningGateway gateway, CancellationToken enough)
    {
        using var timer = new PeriodicTimer(Tick);
        var requests = new List<Task>();
        while (!enough.IsCancellationRequested)
        {
            requests.Add(Ask(gateway));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        await Task.WhenAll(requests);
        return _answers;
    }

    private async Task Ask(RunningGateway gateway)
    {
        var answer = await gateway.Get("/version");
        _answers.Enqueue(answer.Status == HttpStatusCode.OK ? answer.Body : $"{answer.Status} {answer.Body}");
    }

    private static Task<RunningService> Pod(string version) => RunningService.StartAsync("Services/Hello", ["--secret=x"], ("Workshop__Version", version), ("Workshop__AccessLog", "off"));

    private static IPEndPoint AddressOf(RunningService pod) => new(pod.Address, 8080);
}
