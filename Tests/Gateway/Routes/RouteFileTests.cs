using System.Net;

namespace Workshop.Gateway.Tests.Routes;

public sealed class RouteFileTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_changed_route_file_is_followed_and_a_bad_one_changes_nothing()
    {
        await using var one = StubBackend.Saying("one");
        await using var two = StubBackend.Saying("two");
        var file = _folder.Write("routes.json", Routes(one));
        await using var gateway = await RunningGateway.StartAsync([], ["--config", file]);
        var first = await gateway.Get("/any");

        Replace(file, Routes(two));
        await Eventually.Is(async () => (await gateway.Get("/any")).Body == "two", "the new route is in force", Limit, CancellationToken.None);
        Replace(file, "{ not JSON");
        await gateway.Service.Process.HasWritten("The routes before the change stay in force", Limit);

        Assert.Equal((HttpStatusCode.OK, "one"), first);
        Assert.Equal((HttpStatusCode.OK, "two"), await gateway.Get("/any"));
    }

    [Fact]
    public async Task While_a_file_is_bad_pods_are_still_followed()
    {
        await using var one = StubBackend.Saying("one");
        await using var two = StubBackend.Saying("two");
        var file = _folder.Write("routes.json", To("http://hello"));
        await using var gateway = await RunningGateway.StartAsync([one.Address], ["--config", file]);

        // In form it is good; only YARP knows that it is no pattern.
        Replace(file, To("http://hello", path: "/{a}{b"));
        await gateway.Service.Process.HasWritten("Invalid path '/{a}{b' for route 'all'", Limit);
        gateway.Ready(two.Address);

        await Eventually.Is(async () => (await gateway.Get("/any")).Body == "two", "the new pod is asked", Limit, CancellationToken.None);
        File.Delete(file);
        await gateway.Service.Process.HasWritten("does not exist", Limit);
        Assert.Equal((HttpStatusCode.OK, "two"), await gateway.Get("/any"));
    }

    [Fact]
    public async Task A_route_to_nowhere_is_503_until_the_file_is_mended()
    {
        await using var pod = StubBackend.Saying("pod");
        var file = _folder.Write("routes.json", To($"http://{new IPEndPoint(LoopbackAddress.Next(), 8080)}"));
        await using var gateway = await RunningGateway.StartAsync([], ["--config", file]);
        var before = await gateway.Get("/any");

        Replace(file, Routes(pod));
        await gateway.Service.Process.HasWritten("New routes are in force", Limit);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.Status);
        await Eventually.Is(async () => await gateway.Get("/any") == (HttpStatusCode.OK, "pod"), "the new route is in force", Limit, CancellationToken.None);
    }

    [Fact]
    public async Task A_path_that_no_route_takes_is_a_problem()
    {
        var file = _folder.Write("routes.json", """{ "ReverseProxy": { "Routes": { "r": { "ClusterId": "c", "Match": { "Path": "/only" } } }, "Clusters": { "c": { "Destinations": { "d": { "Address": "http://nowhere" } } } } } }""");
        await using var gateway = await RunningGateway.StartAsync([], ["--config", file]);

        var answer = await gateway.Get("/other");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains("Nothing is served at this path.", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_part_of_the_routes_can_be_set_by_a_flag()
    {
        await using var pod = StubBackend.Saying("by flag");
        await using var gateway = await RunningGateway.StartAsync([], [$"--ReverseProxy:Clusters:hello:Destinations:hello:Address=http://{pod.Address}"]);

        Assert.Equal((HttpStatusCode.OK, "by flag"), await gateway.Get());
    }

    [Fact]
    public async Task Routes_that_match_alike_are_refused_and_the_routes_before_go_on()
    {
        await using var one = StubBackend.Saying("one");
        var file = _folder.Write("routes.json", Routes(one));
        await using var gateway = await RunningGateway.StartAsync([], ["--config", file]);
        await gateway.Get("/x");

        Replace(file, Two("/items/{id}", "/items/{name}", one));
        await gateway.Service.Process.HasWritten("route 'two' takes the same requests as route 'one' on line 2", Limit);

        Assert.Equal((HttpStatusCode.OK, "one"), await gateway.Get("/items/1"));
    }

    [Fact]
    public async Task What_cannot_be_told_apart_before_a_request_comes_is_a_problem()
    {
        await using var one = StubBackend.Saying("one");
        await using var gateway = await RunningGateway.StartAsync([], ["--config", _folder.Write("routes.json", Two("/items/{id:int}", "/items/{id:long}", one))]);

        using var answer = await gateway.Service.Http.GetAsync(new Uri("/items/1", UriKind.Relative));

        Assert.Equal((HttpStatusCode.InternalServerError, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("--ReverseProxy:Clusters:hello:Destinations:hello:Address=http://h:1/base#f", "must be an address and no more")]
    [InlineData("--ReverseProxy:Routes:again:Match:Path=/login", "route 'login' takes the same requests as route 'again'")]
    public async Task What_a_flag_makes_of_the_routes_is_checked_as_well(string flag, string finding)
    {
        var result = await Start(flag, "--ReverseProxy:Routes:again:ClusterId=hello");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(finding, Assert.Single(result.Error.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ not JSON", "is not JSON")]
    [InlineData("{}", "line 1: the file has no route")]
    [InlineData("""{ "ReverseProxy": { "Routes": { "r": { "ClusterId": "c", "Match": { "Path": "/{a}{b" } } }, "Clusters": { "c": { "Destinations": { "d": { "Address": "http://x" } } } } } }""", "The routes cannot be used")]
    public async Task A_bad_route_file_at_start_is_one_line_and_code_2(string text, string finding)
    {
        var result = await Start("--config", _folder.Write("routes.json", text));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(finding, Assert.Single(result.Error.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_list_of_routes_serves_nothing_and_is_followed()
    {
        await using var one = StubBackend.Saying("one");
        var file = _folder.Write("routes.json", """{ "ReverseProxy": { "Routes": {}, "Clusters": {} } }""");
        await using var gateway = await RunningGateway.StartAsync([], ["--config", file]);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Get()).Status);

        Replace(file, Routes(one));

        await Eventually.Is(async () => (await gateway.Get()).Status == HttpStatusCode.OK, "the new routes", TimeSpan.FromSeconds(20), CancellationToken.None);
    }

    [Fact]
    public async Task A_missing_route_file_is_one_line_and_code_2()
    {
        var result = await Start("--config", _folder.PathOf("none", "routes.json"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("does not exist", Assert.Single(result.Error.Split('\n')), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<CommandResult> Start(params string[] arguments) =>
        TestProcess.Run(Repository.ProgramOf("Gateway"), arguments, Limit, CleanEnvironment.With(("WORKSHOP_POD_IP", LoopbackAddress.Next().ToString())));

    private static string Two(string one, string other, StubBackend backend) => $$"""
        { "ReverseProxy": { "Routes": {
            "one": { "ClusterId": "c", "Match": { "Path": "{{one}}" } },
            "two": { "ClusterId": "c", "Match": { "Path": "{{other}}" } } },
          "Clusters": { "c": { "Destinations": { "d": { "Address": "http://{{backend.Address}}" } } } } } }
        """;

    private static string Routes(StubBackend backend) => To($"http://{backend.Address}");

    private static string To(string address, string path = "/{**rest}") =>
        $$"""{ "ReverseProxy": { "Routes": { "all": { "ClusterId": "c", "Match": { "Path": "{{path}}" } } }, "Clusters": { "c": { "Destinations": { "d": { "Address": "{{address}}" } } } } } }""";

    private static void Replace(string file, string text)
    {
        File.WriteAllText(file + ".new", text);
        File.Move(file + ".new", file, overwrite: true);
    }
}
