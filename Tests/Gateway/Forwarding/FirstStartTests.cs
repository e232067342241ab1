using System.Net;

namespace Workshop.Gateway.Tests.Forwarding;

public sealed class FirstStartTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Started_before_anything_exists_the_gateway_comes_good_by_itself()
    {
        await using var pod = StubBackend.Saying("hello");
        await using var gateway = await RunningService.StartAsync("Gateway", [], ("WORKSHOP_NAMES", _folder.PathOf("names", "workshop.json")));

        // Neither the names nor their folder; then the Service without pods, as with a wrong selector; then its pod.
        var (nothing, retryAfter) = await Get(gateway);
        _folder.Write("names/workshop.json", """{ "names": { "hello": { "ports": [ { "name": "http", "port": 80, "endpoints": [] } ] } } }""");
        var (wrongSelector, _) = await Get(gateway);
        _folder.Write("names/workshop.json", $$"""{ "names": { "hello": { "ports": [ { "name": "http", "port": 80, "endpoints": ["{{pod.Address}}"] } ] } } }""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1)), (nothing, wrongSelector, retryAfter));
        await Eventually.Is(async () => (await Get(gateway)).Status == HttpStatusCode.OK, "the gateway finds the pod", Limit, CancellationToken.None);
    }

    [Fact]
    public async Task A_name_that_no_resolver_knows_is_503_too()
    {
        await using var gateway = await RunningService.StartAsync("Gateway", ["--ReverseProxy:Clusters:hello:Destinations:hello:Address=http://nowhere.invalid"]);

        var (status, retryAfter) = await Get(gateway);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1)), (status, retryAfter));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(HttpStatusCode Status, TimeSpan? RetryAfter)> Get(RunningService gateway)
    {
        using var answer = await gateway.Http.GetAsync(new Uri("/", UriKind.Relative));
        return (answer.StatusCode, answer.Headers.RetryAfter?.Delta);
    }
}
