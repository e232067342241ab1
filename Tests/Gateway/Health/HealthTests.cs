using System.Net;
using Microsoft.AspNetCore.Http;

namespace Workshop.Gateway.Tests.Health;

public sealed class HealthTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_fails_its_active_check_is_sent_nothing_until_it_succeeds_again()
    {
        var isOneReady = true;
        var isTwoReady = true;
        await using var one = await KestrelBackend.Start(context => Answer(context, "one", isOneReady));
        await using var two = await KestrelBackend.Start(context => Answer(context, "two", isTwoReady));
        var routes = Routes(one.Address, two.Address, """ "Active": { "Enabled": true, "Interval": "00:00:00.1", "Timeout": "00:00:01", "Path": "/readiness" } """);
        await using var gateway = await RunningGateway.StartAsync([], ["--config", routes]);
        await Answers(gateway, "one two");

        isOneReady = false;
        await Answers(gateway, "two");
        isTwoReady = false;
        await Answers(gateway, "ServiceUnavailable");
        isOneReady = true;
        await Answers(gateway, "one");
    }

    [Fact]
    public async Task What_failed_once_is_left_alone_for_a_while()
    {
        await using var broken = StubBackend.Resetting();
        await using var sound = StubBackend.Saying("sound");
        var routes = Routes(broken.Address, sound.Address, """ "Passive": { "ReactivationPeriod": "00:01:00" } """);
        await using var gateway = await RunningGateway.StartAsync([], ["--config", routes]);
        await Eventually.Is(async () => (await gateway.Get()).Status == HttpStatusCode.OK && broken.Heads.Count == 1, "the broken one was tried", Limit, CancellationToken.None);

        for (var i = 0; i < 30; i++)
        {
            Assert.Equal((HttpStatusCode.OK, "sound"), await gateway.Ask(HttpMethod.Post, "/", "body"));
        }

        Assert.Single(broken.Heads);
    }

    [Fact]
    public async Task What_failed_is_asked_all_the_same_where_there_is_no_other()
    {
        await using var broken = StubBackend.Resetting();
        await using var gateway = await RunningGateway.StartAsync([broken.Address]);

        for (var i = 0; i < 3; i++)
        {
            await gateway.Ask(HttpMethod.Post, "/", "body");
        }

        Assert.Equal(3, broken.Heads.Count);
    }

    [Fact]
    public async Task A_request_that_takes_too_long_takes_nobody_out_who_answers_others()
    {
        await using var one = await KestrelBackend.Start(context => AnswerOrHang(context, "one"));
        await using var two = await KestrelBackend.Start(context => AnswerOrHang(context, "two"));
        await using var gateway = await StartImpatient(one.Address, two.Address);
        await Answers(gateway, "one two");

        var hanging = Enumerable.Range(0, 8).Select(_ => gateway.Get("/hangs")).ToList();
        while (!Task.WhenAll(hanging).IsCompleted)
        {
            await gateway.Get();
        }

        Assert.All(await Task.WhenAll(hanging), answer => Assert.Equal(HttpStatusCode.GatewayTimeout, answer.Status));
        await Answers(gateway, "one two");
    }

    [Fact]
    public async Task A_pod_that_answers_nobody_in_time_is_left_alone()
    {
        await using var hung = await KestrelBackend.Start(context => new TaskCompletionSource().Task.WaitAsync(Limit, context.RequestAborted));
        await using var sound = await KestrelBackend.Saying("sound");
        await using var gateway = await StartImpatient(hung.Address, sound.Address);

        await Eventually.Is(async () => (await gateway.Get()).Status == HttpStatusCode.GatewayTimeout, "the hung one was tried", Limit, CancellationToken.None);

        await Answers(gateway, "sound");
    }

    [Fact]
    public async Task A_client_that_stops_in_its_body_takes_nobody_out()
    {
        await using var pod = await KestrelBackend.Start(async context => await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted));
        await using var other = await KestrelBackend.Start(async context => await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted));
        await using var gateway = await StartImpatient(pod.Address, other.Address);

        for (var i = 0; i < 4; i++)
        {
            var answer = await gateway.Raw("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx");
            Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        }

        var before = (pod.Requests.Count, other.Requests.Count);
        await Eventually.Is(async () => await gateway.Get() is (HttpStatusCode.OK, _) && pod.Requests.Count > before.Item1 && other.Requests.Count > before.Item2, "both are asked", TimeSpan.FromSeconds(3), CancellationToken.None);
    }

    public void Dispose() => _folder.Dispose();

    private static Task AnswerOrHang(HttpContext context, string text) =>
        context.Request.Path == "/hangs" ? new TaskCompletionSource().Task.WaitAsync(Limit, context.RequestAborted) : context.Response.WriteAsync(text);

    private Task<RunningGateway> StartImpatient(IPEndPoint one, IPEndPoint two) => RunningGateway.StartAsync(
        [],
        ["--config", Routes(one, two, """ "Passive": { "ReactivationPeriod": "00:01:00" } """), "--ReverseProxy:Clusters:c:HttpRequest:ActivityTimeout=00:00:01", "--ReverseProxy:Clusters:c:LoadBalancingPolicy=RoundRobin"]);

    private static Task Answer(HttpContext context, string text, bool isReady)
    {
        context.Response.StatusCode = context.Request.Path != "/readiness" || isReady ? 200 : 503;
        return context.Response.WriteAsync(text);
    }

    private static Task Answers(RunningGateway gateway, string expected) => Eventually.Is(
        async () =>
        {
            var answers = new List<string>();
            for (var i = 0; i < 30; i++)
            {
                var (status, body) = await gateway.Get();
                answers.Add(status == HttpStatusCode.OK ? body : status.ToString());
            }

            return string.Join(' ', answers.Distinct().Order()) == expected;
        },
        $"requests are answered by '{expected}'",
        Limit,
        CancellationToken.None);

    private string Routes(IPEndPoint one, IPEndPoint two, string health) => _folder.Write("routes.json", $$"""
        { "ReverseProxy": {
          "Routes": { "all": { "ClusterId": "c", "Match": { "Path": "/{**rest}" } } },
          "Clusters": { "c": { "HealthCheck": { {{health}} }, "Destinations": { "one": { "Address": "http://{{one}}" }, "two": { "Address": "http://{{two}}" } } } } } }
        """);
}
