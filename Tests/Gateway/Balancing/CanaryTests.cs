using System.Net;

namespace Workshop.Gateway.Tests.Balancing;

public sealed class CanaryTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Weights_share_requests_by_destination_not_by_pod_and_a_header_picks_the_canary()
    {
        await using var one = StubBackend.Saying("stable");
        await using var two = StubBackend.Saying("stable");
        await using var three = StubBackend.Saying("stable");
        await using var canary = StubBackend.Saying("canary");
        var routes = _folder.Write("routes.json", Routes(canary.Address, 50));
        await using var gateway = await RunningGateway.StartAsync([one.Address, two.Address, three.Address], ["--config", routes]);

        var byWeight = await Ask(gateway, 200, null);
        var byHeader = await Ask(gateway, 20, "true");
        _folder.Write("routes.json", Routes(canary.Address, 0));
        await gateway.Service.Process.HasWritten("New routes are in force", Limit);
        var withoutWeight = await Ask(gateway, 50, null);
        var hidden = await Ask(gateway, 20, "true");

        // 200 fair throws: farther than 40 from the middle once in ten million times. By pods it would be 50.
        Assert.InRange(byWeight["canary"], 60, 140);
        Assert.Equal(new Dictionary<string, int> { ["canary"] = 20 }, byHeader);
        Assert.Equal(new Dictionary<string, int> { ["stable"] = 50 }, withoutWeight);
        Assert.Equal(new Dictionary<string, int> { ["canary"] = 20 }, hidden);
    }

    [Fact]
    public async Task Whoever_asks_for_a_canary_that_is_gone_is_served_by_the_stable_version()
    {
        await using var stable = StubBackend.Saying("stable");
        var gone = new IPEndPoint(LoopbackAddress.Next(), 8080);
        var routes = _folder.Write("routes.json", Routes(gone, 0));
        await using var gateway = await RunningGateway.StartAsync([stable.Address], ["--config", routes]);

        Assert.Equal(new Dictionary<string, int> { ["stable"] = 10 }, await Ask(gateway, 10, "true"));
    }

    public void Dispose() => _folder.Dispose();

    private static string Routes(IPEndPoint canary, int weight) => $$"""
        { "ReverseProxy": {
          "Routes": { "all": { "ClusterId": "hello", "Match": { "Path": "/{**rest}" } } },
          "Clusters": { "hello": { "Destinations": {
            "stable": { "Address": "http://hello", "Weight": 50 },
            "canary": { "Address": "http://{{canary}}", "Weight": {{weight}}, "Header": "x-canary: true" } } } } } }
        """;

    private static async Task<Dictionary<string, int>> Ask(RunningGateway gateway, int times, string? header)
    {
        var answers = new List<string>();
        for (var i = 0; i < times; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative));
            request.Headers.TryAddWithoutValidation("x-canary", header);
            using var answer = await gateway.Service.Http.SendAsync(request);
            answers.Add(await answer.Content.ReadAsStringAsync());
        }

        return answers.CountBy(answer => answer).ToDictionary();
    }
}
