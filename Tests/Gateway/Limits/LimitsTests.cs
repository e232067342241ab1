using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Workshop.Gateway.Tests.Limits;

public sealed class LimitsTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private KestrelBackend _pod = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _pod = await KestrelBackend.Start(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            await new TaskCompletionSource().Task.WaitAsync(context.Request.Path == "/hangs" ? Limit : TimeSpan.Zero, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        var routes = _folder.Write("routes.json", $$"""
            { "ReverseProxy": {
              "Routes": {
                "large": { "ClusterId": "c", "Match": { "Path": "/large" }, "MaxRequestBodySize": 5000 },
                "all": { "ClusterId": "c", "Match": { "Path": "/{**rest}" } } },
              "Clusters": { "c": { "HttpRequest": { "ActivityTimeout": "00:00:01" }, "Destinations": { "d": { "Address": "http://{{_pod.Address}}" } } } } } }
            """);
        _gateway = await RunningGateway.StartAsync([], ["--config", routes, "--Workshop:MaxBodySize=1000", "--Workshop:MaxHeaderSize=4096"]);
    }

    [Theory]
    [InlineData("/", 1000, HttpStatusCode.OK)]
    [InlineData("/", 1001, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/large", 1001, HttpStatusCode.OK)]
    [InlineData("/large", 5001, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/", 3_000_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_may_be_as_large_as_its_route_or_the_setting_says(string path, int size, HttpStatusCode status)
    {
        using var answer = await _gateway.Service.Http.PostAsync(new Uri(path, UriKind.Relative), new ByteArrayContent(new byte[size]));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? 1 : 0, _pod.Requests.Count);
    }

    [Fact]
    public async Task A_body_of_unknown_size_ends_where_it_is_too_large()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/", UriKind.Relative)) { Content = new ByteArrayContent(new byte[2000]), Headers = { TransferEncodingChunked = true } };

        using var answer = await _gateway.Service.Http.SendAsync(request);

        await IsProblem(answer, HttpStatusCode.RequestEntityTooLarge, "The body is larger than 1000 bytes.");
    }

    [Fact]
    public async Task A_token_of_100_KB_is_a_problem_and_reaches_nobody()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/secure", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {new string('x', 100 * 1024)}");

        using var answer = await _gateway.Service.Http.SendAsync(request);

        await IsProblem(answer, HttpStatusCode.RequestHeaderFieldsTooLarge, "The headers are larger than 4096 bytes together.");
        Assert.Empty(_pod.Requests);
    }

    [Fact]
    public async Task A_token_of_100_KB_over_HTTP_2_costs_the_connection_nothing()
    {
        using var client = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true })
        {
            BaseAddress = new Uri($"https://{_gateway.Service.Address}:8443"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/secure", UriKind.Relative)) { Version = HttpVersion.Version20 };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {new string('x', 100 * 1024)}");

        using var answer = await client.SendAsync(request);
        using var next = await client.GetAsync(new Uri("/", UriKind.Relative));

        await IsProblem(answer, HttpStatusCode.RequestHeaderFieldsTooLarge, "The headers are larger than 4096 bytes together.");
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task Too_many_headers_are_a_problem()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative));
        foreach (var i in Enumerable.Range(0, 150))
        {
            request.Headers.TryAddWithoutValidation($"X-{i}", "1");
        }

        using var answer = await _gateway.Service.Http.SendAsync(request);

        await IsProblem(answer, HttpStatusCode.RequestHeaderFieldsTooLarge, "The request has more than 100 headers.");
    }

    [Fact]
    public async Task A_path_that_is_too_long_is_a_problem()
    {
        using var answer = await _gateway.Service.Http.GetAsync(new Uri("/" + new string('x', 10_000), UriKind.Relative));

        await IsProblem(answer, HttpStatusCode.RequestUriTooLong, "The path and query are longer than 8192 characters.");
    }

    [Fact]
    public async Task A_backend_that_hangs_is_a_problem_after_its_time()
    {
        using var answer = await _gateway.Service.Http.GetAsync(new Uri("/hangs", UriKind.Relative));

        await IsProblem(answer, HttpStatusCode.GatewayTimeout, "A backend of 'c' did not answer in time.");
        Assert.Single(_pod.Requests);
    }

    [Fact]
    public async Task A_body_that_comes_too_slowly_is_a_problem()
    {
        var routes = _folder.Write("patient.json", $$"""
            { "ReverseProxy": { "Routes": { "all": { "ClusterId": "c", "Match": { "Path": "/{**rest}" } } }, "Clusters": { "c": { "Destinations": { "d": { "Address": "http://{{_pod.Address}}" } } } } } }
            """);
        await using var patient = await RunningGateway.StartAsync([], ["--config", routes]);

        // One byte of a hundred, and then nothing; Kestrel waits five seconds.
        var answer = await patient.Raw("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx");

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains("The body came too slowly.", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_that_is_far_too_large_or_no_HTTP_ends_the_connection_with_a_status()
    {
        Assert.StartsWith("HTTP/1.1 431 ", await Raw($"GET / HTTP/1.1\r\nHost: x\r\nX-Large: {new string('x', 600 * 1024)}\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ", await Raw("nonsense\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ", await Raw("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8080)]
    [InlineData(8443)]
    public async Task One_connection_too_many_is_closed_unanswered_counted_and_told_and_those_before_go_on(int port)
    {
        await using var narrow = await RunningGateway.StartAsync([], ["--Workshop:MaxConnections=3"]);
        var open = new List<TcpClient>();
        try
        {
            // The third is answered; it may not be counted yet when it is only connected.
            open.Add(await Connected(narrow, 8080));
            open.Add(await Connected(narrow, 8080));
            open.Add(await Connected(narrow, 8080));
            await Eventually.Is(() => IsAnswered(open[2]), "the third is answered", Limit, CancellationToken.None);

            await Eventually.Is(
                async () =>
                {
                    using var more = await Connected(narrow, port);
                    return await IsClosed(more);
                },
                "one more is closed",
                Limit,
                CancellationToken.None);

            Assert.True(await IsAnswered(open[2]), "One that was there before is not answered any more.");
            await narrow.Service.Process.HasWritten("there are 3 already", Limit);
            Assert.Contains("raise Workshop:MaxConnections", narrow.Service.Process.All, StringComparison.Ordinal);
            using var health = await narrow.Service.Health.GetAsync(new Uri("/readiness", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        }
        finally
        {
            open.ForEach(client => client.Dispose());
        }

        await Eventually.Is(
            async () =>
            {
                using var next = await Connected(narrow, 8080);
                return await IsAnswered(next);
            },
            "there is room again",
            Limit,
            CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _pod.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    private static async Task IsProblem(HttpResponseMessage answer, HttpStatusCode status, string detail)
    {
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(((int)status, detail), (problem.RootElement.GetProperty("status").GetInt32(), problem.RootElement.GetProperty("detail").GetString()));
    }

    private static async Task<TcpClient> Connected(RunningGateway gateway, int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync(gateway.Service.Address, port);
        return client;
    }

    private static async Task<bool> IsClosed(TcpClient client)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            return await client.GetStream().ReadAsync(new byte[1], limit.Token) == 0;
        }
        catch (IOException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<bool> IsAnswered(TcpClient client)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), limit.Token);
            var answer = new byte[4096];
            return Encoding.ASCII.GetString(answer, 0, await client.GetStream().ReadAsync(answer, limit.Token)).StartsWith("HTTP/1.1 ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<string> Raw(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_gateway.Service.Address, 8080);
        using var limit = new CancellationTokenSource(Limit);

        // It may be refused before it has all been sent.
        var sent = client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), limit.Token).AsTask();
        var answer = new byte[200];
        var read = await client.GetStream().ReadAsync(answer, limit.Token);
        await sent.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Encoding.ASCII.GetString(answer, 0, read);
    }
}
