using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Workshop.Services.Tests.Lab;

/// <summary>One hello in a lab, asked as learners ask it.</summary>
public sealed class LabTests : IAsyncLifetime
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private const string Secret = "a-secret-that-nobody-may-see-here";

    private RunningService _hello = null!;

    public async Task InitializeAsync() => _hello = await RunningService.StartAsync(
        "Services/Hello", ["--secret=x"], ("HOSTNAME", "hello-7d9c5b8f6d-x2x4p"), ("WORKSHOP_NODE", "node-2"), ("Workshop__Secret", Secret), ("Workshop__Version", "2.0.0"));

    public async Task DisposeAsync() => await _hello.DisposeAsync();

    [Fact]
    public async Task Errors_are_injected_until_they_are_cleared_and_probes_are_spared()
    {
        var set = await Faults(HttpMethod.Post, """{"errorRate":1}""");
        var failing = await Ask("/version", "*/*");
        var probes = (await Status("/healthz"), await Status("/readiness"));
        await Faults(HttpMethod.Delete);
        var after = await Ask("/version", "*/*");

        Assert.Equal((HttpStatusCode.OK, 1d, 600), (set.Status, set.Json.GetProperty("errorRate").GetDouble(), set.Json.GetProperty("seconds").GetInt32()));
        Assert.Equal((HttpStatusCode.InternalServerError, "application/problem+json"), (failing.Status, failing.Type));
        Assert.Contains("on purpose", failing.Body, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), probes);
        Assert.Equal((HttpStatusCode.OK, "{\"version\":\"2.0.0\"}\n"), (after.Status, after.Body));
    }

    [Fact]
    public async Task Latency_delays_requests_but_no_probe()
    {
        await Faults(HttpMethod.Post, """{"latencyMs":1500}""");
        var watch = Stopwatch.StartNew();
        var slow = Ask("/", "*/*");
        await Status("/readiness");
        var hasFinished = slow.IsCompleted;
        await slow;

        Assert.False(hasFinished);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1.4), TimeSpan.FromSeconds(15));
        Assert.Equal(1500, (await Faults(HttpMethod.Get)).Json.GetProperty("latencyMs").GetInt32());
    }

    [Theory]
    [InlineData("POST", "application/json", """{"errorRate":7}""", HttpStatusCode.BadRequest, "'errorRate' is 7")]
    [InlineData("POST", "application/json", "nonsense", HttpStatusCode.BadRequest, "is not JSON")]
    [InlineData("POST", "application/x-www-form-urlencoded", """{"errorRate":1}""", HttpStatusCode.UnsupportedMediaType, "--json")]
    [InlineData("PUT", "application/json", "{}", HttpStatusCode.MethodNotAllowed, "Use GET, HEAD, POST, DELETE")]
    public async Task What_cannot_be_is_a_problem_and_changes_nothing(string method, string type, string body, HttpStatusCode expected, string detail)
    {
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type));

        var (status, json) = await Faults(new HttpMethod(method), content);

        Assert.Equal(expected, status);
        Assert.Contains(detail, json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await Faults(HttpMethod.Get)).Json.GetProperty("errorRate").GetDouble());
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        using var content = new StringContent(new string(' ', 5000), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Faults(HttpMethod.Post, content)).Status);
    }

    [Fact]
    public async Task The_environment_is_shown_without_secrets()
    {
        var text = await _hello.Health.GetStringAsync(new Uri("/env", UriKind.Relative));
        var shown = JsonDocument.Parse(text).RootElement;

        Assert.Equal(("node-2", "***"), (shown.GetProperty("WORKSHOP_NODE").GetString(), shown.GetProperty("Workshop__Secret").GetString()));
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*/*")]
    [InlineData("application/json")]
    [InlineData("application/json, text/html;q=0.5")]
    [InlineData("text/html;q=0")]
    [InlineData("nonsense")]
    public async Task Whoever_is_no_browser_gets_the_originals_answer(string accept)
    {
        var answer = await Ask("/", accept);

        Assert.Equal((HttpStatusCode.OK, "application/json", "{\"message\":\"Hello\"}\n"), (answer.Status, answer.Type, answer.Body));
    }

    [Fact]
    public async Task A_browser_gets_a_page_that_needs_nobody_else()
    {
        var (status, type, body, headers) = await Ask("/", Browser);

        Assert.Equal((HttpStatusCode.OK, "text/html"), (status, type));
        Assert.All(["2.0.0", "hello-7d9c5b8f6d-x2x4p", "node-2"], text => Assert.Contains(text, body, StringComparison.Ordinal));
        Assert.DoesNotContain("//", body.Replace("// ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("Accept", headers.Vary.Single());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/secure")]
    [InlineData("/unknown")]
    public async Task Each_answer_says_who_gave_it(string path)
    {
        var headers = (await Ask(path, "*/*")).Headers;

        Assert.Equal(
            ("2.0.0", "hello-7d9c5b8f6d-x2x4p", "node-2"),
            (headers.GetValues("Workshop-Version").Single(), headers.GetValues("Workshop-Pod").Single(), headers.GetValues("Workshop-Node").Single()));
    }

    [Fact]
    public async Task Outside_of_labs_there_is_none_of_it()
    {
        await using var hello = await RunningService.StartAsync("Services/Hello", ["--secret=x"], ("Workshop__Lab", "false"));
        using var page = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative)) { Headers = { { "Accept", Browser } } };
        using var answer = await hello.Http.SendAsync(page);

        Assert.Equal("{\"message\":\"Hello\"}\n", await answer.Content.ReadAsStringAsync());
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Workshop-", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(HttpStatusCode.NotFound, (await hello.Health.GetAsync(new Uri("/env", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await hello.Health.DeleteAsync(new Uri("/faults", UriKind.Relative))).StatusCode);
    }

    private async Task<(HttpStatusCode Status, string? Type, string Body, HttpResponseHeaders Headers)> Ask(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await _hello.Http.SendAsync(request);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync(), answer.Headers);
    }

    private async Task<(HttpStatusCode Status, JsonElement Json)> Faults(HttpMethod method, string? json = null)
    {
        using var content = json is null ? null : new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return await Faults(method, content);
    }

    private async Task<(HttpStatusCode Status, JsonElement Json)> Faults(HttpMethod method, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri("/faults", UriKind.Relative)) { Content = content };
        using var answer = await _hello.Health.SendAsync(request);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    private async Task<HttpStatusCode> Status(string path)
    {
        using var answer = await _hello.Health.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }
}
