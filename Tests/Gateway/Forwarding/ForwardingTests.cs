using System.Net;
using System.Text.Json;

namespace Workshop.Gateway.Tests.Forwarding;

public class ForwardingTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Until_a_backend_is_ready_the_answer_is_503_and_says_so()
    {
        await using var pod = StubBackend.Saying("hello");
        await using var gateway = await RunningGateway.StartAsync([]);

        var before = await gateway.Get();
        gateway.Ready(pod.Address);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.Status);
        Assert.Equal("No backend of 'hello' is ready. Try again in a moment.", JsonDocument.Parse(before.Body).RootElement.GetProperty("detail").GetString());
        await Eventually.Is(async () => await gateway.Get() == (HttpStatusCode.OK, "hello"), "the gateway finds the pod", Limit, CancellationToken.None);
        gateway.Ready();
        await Eventually.Is(async () => (await gateway.Get()).Status == HttpStatusCode.ServiceUnavailable, "no pod is left", Limit, CancellationToken.None);
    }

    [Fact]
    public async Task Requests_go_to_every_ready_pod_and_to_no_other()
    {
        await using var one = StubBackend.Saying("one");
        await using var two = StubBackend.Saying("two");
        await using var other = StubBackend.Saying("other");
        await using var gateway = await RunningGateway.StartAsync([one.Address, two.Address]);

        for (var i = 0; i < 40; i++)
        {
            await gateway.Get();
        }

        Assert.Equal((true, true, 0, 40), (one.Heads.Count > 0, two.Heads.Count > 0, other.Heads.Count, one.Heads.Count + two.Heads.Count));
    }

    [Fact]
    public async Task A_pod_that_breaks_off_costs_no_idempotent_request()
    {
        await using var broken = StubBackend.Resetting();
        await using var sound = StubBackend.Saying("sound");
        await using var gateway = await RunningGateway.StartAsync([broken.Address, sound.Address]);

        var answers = new List<(HttpStatusCode, string)>();
        for (var i = 0; i < 20; i++)
        {
            answers.Add(await gateway.Get());
        }

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.OK, "sound"), answer));
        Assert.NotEmpty(broken.Heads);
    }

    [Fact]
    public async Task A_POST_that_broke_off_is_not_sent_twice()
    {
        await using var broken = StubBackend.Resetting();
        await using var gateway = await RunningGateway.StartAsync([broken.Address]);

        var answer = await gateway.Ask(HttpMethod.Post, "/", "body");

        Assert.Equal(HttpStatusCode.BadGateway, answer.Status);
        Assert.Contains("A backend of 'hello' broke off before it answered.", answer.Body, StringComparison.Ordinal);
        Assert.Single(broken.Heads);
    }

    [Fact]
    public async Task A_GET_that_nobody_answers_is_repeated_once()
    {
        await using var broken = StubBackend.Resetting();
        await using var gateway = await RunningGateway.StartAsync([broken.Address]);

        var answer = await gateway.Get();

        Assert.Equal(HttpStatusCode.BadGateway, answer.Status);
        Assert.Equal(2, broken.Heads.Count);
    }

    [Fact]
    public async Task Pods_that_are_gone_but_still_named_cost_no_request_of_any_method()
    {
        await using var sound = StubBackend.Saying("sound");
        var gone = Enumerable.Range(0, 4).Select(_ => new IPEndPoint(LoopbackAddress.Next(), 8080));
        await using var gateway = await RunningGateway.StartAsync([sound.Address, .. gone]);

        var answers = new List<(HttpStatusCode, string)>();
        for (var i = 0; i < 10; i++)
        {
            answers.Add(await gateway.Get());
            answers.Add(await gateway.Ask(HttpMethod.Post, "/", "body"));
        }

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.OK, "sound"), answer));
    }

    [Fact]
    public async Task A_change_of_names_leaves_requests_under_way_alone()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayAnswer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var slow = StubBackend.SayingLater("slow", begun, mayAnswer.Task);
        await using var other = StubBackend.Saying("other");
        await using var gateway = await RunningGateway.StartAsync([slow.Address]);
        var underWay = gateway.Get("/slow");
        await begun.Task.WaitAsync(Limit);

        gateway.Ready(other.Address);
        await Eventually.Is(async () => (await gateway.Get()).Body == "other", "requests go to the other pod", Limit, CancellationToken.None);
        mayAnswer.SetResult();

        Assert.Equal((HttpStatusCode.OK, "slow"), await underWay);
    }

    [Fact]
    public async Task A_backend_learns_who_asked_and_nobody_can_pretend()
    {
        await using var pod = StubBackend.Saying("hello");
        await using var gateway = await RunningGateway.StartAsync([pod.Address]);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/path?query=1", UriKind.Relative)) { Headers = { { "X-Forwarded-For", "6.6.6.6" }, { "Host", "shop.example" } } };

        using var answer = await gateway.Service.Http.SendAsync(request);
        var head = Assert.Single(pod.Heads);

        Assert.StartsWith("GET /path?query=1 HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains("Host: hello\r\n", head, StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-Host: shop.example\r\n", head, StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-Proto: http\r\n", head, StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-For: 127.", head, StringComparison.Ordinal);
        Assert.DoesNotContain("6.6.6.6", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_names_file_the_addresses_that_Aspire_gives_are_used()
    {
        await using var pod = StubBackend.Saying("by reference");
        await using var gateway = await RunningService.StartAsync("Gateway", [], ("services__hello__http__0", $"http://{pod.Address}"));

        Assert.Equal("by reference", await gateway.Http.GetStringAsync(new Uri("/", UriKind.Relative)));
    }

    [Fact]
    public async Task The_gateway_drains_requests_under_way()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayAnswer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var slow = StubBackend.SayingLater("slow", begun, mayAnswer.Task);
        await using var gateway = await RunningGateway.StartAsync([slow.Address], ["--Workshop:DrainDelay=0:0:0.1"]);
        var underWay = gateway.Get("/slow");
        await begun.Task.WaitAsync(Limit);

        gateway.Service.Process.Signal(Signals.Terminate);
        await Eventually.Is(async () => await Record.ExceptionAsync(() => FreshGet(gateway)) is HttpRequestException, "the listener is closed", Limit, CancellationToken.None);
        mayAnswer.SetResult();

        Assert.Equal((HttpStatusCode.OK, "slow"), await underWay);
        Assert.Equal(0, await gateway.Service.Process.Exit(Limit));
    }

    private static async Task FreshGet(RunningGateway gateway)
    {
        using var client = new HttpClient { BaseAddress = gateway.Service.Http.BaseAddress, Timeout = TimeSpan.FromSeconds(1) };
        using var answer = await client.GetAsync(new Uri("/nothing", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
    }
}
