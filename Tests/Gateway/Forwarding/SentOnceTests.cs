using System.Net;

namespace Workshop.Gateway.Tests.Forwarding;

public class SentOnceTests
{
    [Fact]
    public async Task Left_alone_the_HTTP_client_sends_a_POST_again_when_kept_connections_break()
    {
        await using var backend = new KeptBackend();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://{backend.Address}") };
        await KeptBackend.WarmUp(() => client.GetStringAsync(new Uri("/warm", UriKind.Relative)));

        var failure = await Record.ExceptionAsync(() => client.PostAsync(new Uri("/order", UriKind.Relative), content: null));

        Assert.IsType<HttpRequestException>(failure);
        Assert.InRange(backend.Broken, 2, KeptBackend.Connections);
    }

    [Theory]
    [InlineData("POST", true, 1)]
    [InlineData("PATCH", true, 1)]
    [InlineData("GET", true, 2)]
    [InlineData("DELETE", true, 2)]
    [InlineData("GET", false, 1)]
    public async Task The_gateway_sends_a_request_once_and_one_that_may_be_repeated_at_most_twice(string method, bool mayRetry, int sent)
    {
        await using var backend = new KeptBackend();
        await using var gateway = await RunningGateway.StartAsync([backend.Address], [$"--Workshop:Retry={mayRetry}"]);
        await KeptBackend.WarmUp(() => gateway.Get("/warm"));

        var answer = await gateway.Ask(new HttpMethod(method), "/order");

        Assert.Equal(HttpStatusCode.BadGateway, answer.Status);
        Assert.Equal(sent, backend.Broken);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task Where_no_connection_comes_about_the_only_address_is_tried_once_more(bool mayRetry, int tried)
    {
        // Behind a Service's one address another pod might answer next.
        await using var backend = new HangingUpBackend();
        await using var gateway = await RunningGateway.StartAsync([], [$"--ReverseProxy:Clusters:hello:Destinations:hello:Address=https://{backend.Address}", $"--Workshop:Retry={mayRetry}"]);

        var answer = await gateway.Ask(HttpMethod.Post, "/", "body");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal(tried, backend.Accepted);
    }

    [Fact]
    public async Task Once_bytes_of_an_answer_came_nothing_is_repeated()
    {
        await using var broken = StubBackend.BreakingOff();
        await using var gateway = await RunningGateway.StartAsync([broken.Address]);

        var failure = await Record.ExceptionAsync(() => gateway.Get("/once"));

        Assert.IsType<HttpRequestException>(failure);
        Assert.Single(broken.Heads);
    }
}
