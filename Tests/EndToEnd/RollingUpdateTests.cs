using Xunit.Abstractions;

namespace Workshop.EndToEnd;

/// <summary>Nobody loses a request while versions change.</summary>
[Collection(CollectionsByName.Shared)]
public sealed class RollingUpdateTests(ITestOutputHelper output)
{
    private const int PerSecond = 200;

    [SkippableFact]
    public async Task At_200_requests_a_second_a_rolling_update_there_and_back_fails_none()
    {
        var workshop = await SharedWorkshop.Get();
        await using var load = OpenLoopLoad.Start(new Uri(workshop.Gateway, "version"), PerSecond);
        await Seen(load, "1.0.0");

        (await workshop.Kubectl("set image deployment/hello hello=workshop/hello:2.0.0")).Succeeded();
        (await workshop.Kubectl("rollout status deployment/hello --timeout=90s")).Succeeded();
        await Seen(load, "2.0.0");
        (await workshop.Kubectl("set image deployment/hello hello=workshop/hello:1.0.0")).Succeeded();
        (await workshop.Kubectl("rollout status deployment/hello --timeout=90s")).Succeeded();
        // Old pods drain after the rollout is reported done: the load must outlast them.
        await Eventually.Is(
            async () => (await workshop.Kubectl("get pods -l app=hello --no-headers")).Succeeded().Split('\n').Length == 3,
            "the old pods are gone",
            TimeSpan.FromSeconds(60),
            CancellationToken.None);
        var report = await load.Finish();

        output.WriteLine(report.ToString());
        report.LostNothing();
        Assert.Equal(["{\"version\":\"1.0.0\"}", "{\"version\":\"2.0.0\"}"], report.Answers.Keys.Order(StringComparer.Ordinal));
    }

    private static async Task Seen(OpenLoopLoad load, string version) => await Eventually.Is(
        () => load.Answers.ContainsKey($"{{\"version\":\"{version}\"}}"),
        $"an answer of version {version} was seen",
        TimeSpan.FromSeconds(20),
        CancellationToken.None);
}
