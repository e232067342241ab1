using System.Net;
using Microsoft.AspNetCore.Http;

namespace Workshop.Gateway.Tests.Forwarding;

/// <summary>Backends that give less than an answer, or take their time over it. Those that hang or reset before it: <see cref="ForwardingTests"/>, <see cref="Health.HealthTests"/>.</summary>
public sealed class HalfBackendTests : IDisposable
{
    private const int Pieces = 12;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenPieces = TimeSpan.FromSeconds(0.5);

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\nthe beginning")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nd\r\nthe beginning\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nff\r\nthe beginning")]
    public async Task Half_an_answer_never_looks_like_a_whole_one_and_the_next_request_goes_elsewhere(string half)
    {
        await using var broken = StubBackend.Answering($"HTTP/1.1 200 OK\r\n{half}");
        await using var sound = StubBackend.Saying("sound");
        await using var gateway = await StartAsync("00:00:10", broken.Address, sound.Address);

        // The client may hear of the break a moment before the gateway leaves that backend alone.
        var outcomes = new HashSet<string>();
        await Eventually.Is(
            async () =>
            {
                var latest = new List<string>();
                for (var i = 0; i < 10; i++)
                {
                    latest.Add(await OutcomeOf(gateway));
                }

                outcomes.UnionWith(latest);
                return latest.All(outcome => outcome == "sound");
            },
            "the broken one is left alone",
            Limit,
            CancellationToken.None);

        Assert.Equal(["broken off", "sound"], outcomes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Half_a_head_costs_no_request_that_may_be_sent_again()
    {
        await using var broken = StubBackend.Answering("HTTP/1.1 200 OK\r\nContent-Le");
        await using var sound = StubBackend.Saying("sound");
        await using var gateway = await StartAsync("00:00:10", broken.Address, sound.Address);

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("sound", await OutcomeOf(gateway));
        }

        Assert.Single(broken.Heads);
    }

    [Fact]
    public async Task Half_a_head_in_answer_to_a_POST_is_502_and_it_is_not_sent_again()
    {
        await using var broken = StubBackend.Answering("HTTP/1.1 200 OK\r\nContent-Le");
        await using var gateway = await StartAsync("00:00:10", broken.Address);

        var answer = await gateway.Ask(HttpMethod.Post, "/", "body");

        Assert.Equal(HttpStatusCode.BadGateway, answer.Status);
        Assert.Single(broken.Heads);
    }

    [Fact]
    public async Task An_answer_that_stops_in_the_middle_is_broken_off_after_its_time_and_not_asked_for_again()
    {
        await using var stopping = await KestrelBackend.Start(async context =>
        {
            await context.Response.WriteAsync("the beginning", context.RequestAborted);
            await new TaskCompletionSource().Task.WaitAsync(Limit, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        await using var gateway = await StartAsync("00:00:01", stopping.Address);

        Assert.Equal("broken off", await OutcomeOf(gateway));
        Assert.Single(stopping.Requests);
    }

    [Fact]
    public async Task An_answer_that_trickles_comes_whole_though_it_takes_longer_than_nothing_may_come()
    {
        await using var trickling = await KestrelBackend.Start(async context =>
        {
            using var timer = new PeriodicTimer(BetweenPieces);
            for (var i = 0; i < Pieces && await timer.WaitForNextTickAsync(context.RequestAborted); i++)
            {
                await context.Response.WriteAsync("drop ", context.RequestAborted);
            }
        });
        await using var gateway = await StartAsync("00:00:05", trickling.Address);

        Assert.Equal(string.Concat(Enumerable.Repeat("drop ", Pieces)), await OutcomeOf(gateway));
    }

    [Fact]
    public async Task A_head_that_trickles_is_504_after_its_time()
    {
        await using var trickling = StubBackend.TricklingItsHead();
        await using var gateway = await StartAsync("00:00:01", trickling.Address);

        var answer = await gateway.Get();

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.Status);
        Assert.Single(trickling.Heads);
    }

    [Fact]
    public async Task A_backends_own_503_is_passed_on_as_it_came_and_costs_it_no_turn()
    {
        await using var full = await KestrelBackend.Start(context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "7";
            return context.Response.WriteAsync("full");
        });
        await using var sound = StubBackend.Saying("sound");
        await using var gateway = await StartAsync("00:00:10", full.Address, sound.Address);

        var answers = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            using var answer = await gateway.Service.Http.GetAsync(new Uri("/", UriKind.Relative));
            answers.Add($"{(int)answer.StatusCode} {answer.Headers.RetryAfter} {await answer.Content.ReadAsStringAsync()}");
        }

        Assert.Equal(["200  sound", "503 7 full"], answers.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal((10, 10), (full.Requests.Count, sound.Heads.Count));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> OutcomeOf(RunningGateway gateway)
    {
        try
        {
            var (status, body) = await gateway.Get();
            return status == HttpStatusCode.OK ? body : $"{(int)status}";
        }
        catch (HttpRequestException)
        {
            return "broken off";
        }
    }

    private Task<RunningGateway> StartAsync(string activityTimeout, params IPEndPoint[] backends)
    {
        var destinations = string.Join(", ", backends.Select(backend => $$""" "{{backend.Address}}": { "Address": "http://{{backend}}" } """));
        var routes = _folder.Write("routes.json", $$"""
            { "ReverseProxy": {
              "Routes": { "all": { "ClusterId": "c", "Match": { "Path": "/{**rest}" } } },
              "Clusters": { "c": {
                "LoadBalancingPolicy": "RoundRobin",
                "HealthCheck": { "Passive": { "ReactivationPeriod": "00:01:00" } },
                "HttpRequest": { "ActivityTimeout": "{{activityTimeout}}" },
                "Destinations": { {{destinations}} } } } } }
            """);
        return RunningGateway.StartAsync([], ["--config", routes]);
    }
}
