using System.Net;
using System.Text.Json.Nodes;

namespace Workshop.Gateway.Tests.Forwarding;

public sealed class SidecarTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Beside_the_monolith_the_gateway_serves_its_pod_as_long_as_it_is_ready()
    {
        // The paper's own example, with ports that anybody may bind.
        var routes = Examples()[1].Replace("127.0.0.1:80\"", "127.0.0.1:10080\"", StringComparison.Ordinal).Replace("127.0.0.1:81\"", "127.0.0.1:10081\"", StringComparison.Ordinal);
        var address = LoopbackAddress.Next();
        await using var gateway = RunningService.Start("Gateway", address, ["--config", _folder.Write("proxy.json", routes)]);
        await Eventually.Is(async () => await Get(gateway, "/") == HttpStatusCode.ServiceUnavailable, "the gateway is there before the monolith", Limit, CancellationToken.None);

        await using var monolith = RunningService.Start("Services/Monolith", address, ["--http=:10080", "--health=:10081"]);
        await Eventually.Is(async () => await Get(gateway, "/") == HttpStatusCode.OK, "the monolith is served", Limit, CancellationToken.None);
        var (login, version) = (await Get(gateway, "/login"), await Get(gateway, "/version"));
        using var health = new HttpClient();
        using var flipped = await health.PostAsync(new Uri($"http://{address}:10081/readiness/status/disable"), content: null);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (login, version));
        await Eventually.Is(async () => await Get(gateway, "/") == HttpStatusCode.ServiceUnavailable, "what is not ready is not asked", Limit, CancellationToken.None);
    }

    [Fact]
    public void The_papers_first_example_is_what_is_built_in()
    {
        var builtIn = File.ReadAllText(Path.Combine(Repository.Root, "Gateway", "Routes", "routes.json"));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(builtIn), JsonNode.Parse(Examples()[0])));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<HttpStatusCode> Get(RunningService gateway, string path)
    {
        using var answer = await gateway.Http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    private static List<string> Examples() =>
        [.. File.ReadAllText(Path.Combine(Repository.Root, "Docs", "gateway.md")).Split("```json\n").Skip(1).Select(part => part.Split("```")[0])];
}
