using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Workshop.Services.Tests.Telemetry;

/// <summary>What gateway, auth and hello tell of one request, and what they never tell.</summary>
public sealed class TraceTests : IAsyncLifetime, IDisposable
{
    private const string Password = "a-wrong-password-of-somebody";
    private const string QueryValue = "a-value-that-a-client-put-in-a-query";
    private const string SigningKey = "0123456789abcdefghijklmnopqrstuvwxyzABCD";

    private readonly NamesFolder _names = new();
    private readonly List<RunningService> _services = [];
    private StubCollector _collector = null!;

    private HttpClient Gateway => _services[^1].Http;

    public async Task InitializeAsync()
    {
        _collector = await StubCollector.StartAsync();
        var auth = await Started("Services/Auth", ("Workshop__Signing__Key", SigningKey));
        _names.WriteText("workshop", $$"""{ "names": { "auth": {{Service(auth)}} } }""");
        var hello = await Started("Services/Hello", ("Workshop__Jwks", "http://auth/.well-known/jwks.json"));
        _names.WriteText("workshop", $$"""{ "names": { "auth": {{Service(auth)}}, "hello": {{Service(hello)}} } }""");
        await Started("Gateway", ("Workshop__Https", "none"));
    }

    public async Task DisposeAsync()
    {
        foreach (var service in _services)
        {
            await service.DisposeAsync();
        }

        await _collector.DisposeAsync();
    }

    [Theory]
    [InlineData("/", "hello")]
    [InlineData("/login", "auth")]
    public async Task One_request_is_one_trace_from_the_gateway_to_the_service_that_answers(string path, string service)
    {
        using var answer = await Ask(path, new AuthenticationHeaderValue("Basic", "dXNlcjpwYXNzd29yZA=="));
        await StopAll();

        var gateway = Assert.Single(_collector.Spans, span => span is { Service: "gateway", ParentId: "" });
        var served = Assert.Single(_collector.Spans, span => span.Service == service && span.TraceId == gateway.TraceId && span.Name == $"GET {path}");
        Assert.Contains(_collector.Spans, span => span.Service == "gateway" && span.SpanId == served.ParentId);
        Assert.All(_collector.Spans.Where(span => span.TraceId == gateway.TraceId && span.ParentId != ""), span => Assert.Contains(_collector.Spans, parent => parent.SpanId == span.ParentId));
    }

    [Fact]
    public async Task Log_entries_of_a_request_carry_its_trace()
    {
        using var answer = await Ask("/", null);
        await StopAll();

        var trace = Assert.Single(_collector.Spans, span => span is { Service: "gateway", ParentId: "" }).TraceId;
        var lines = _services.SelectMany(service => service.Process.Output.Split('\n')).Select(line => JsonDocument.Parse(line).RootElement).ToList();

        Assert.Equal(2, lines.Count(line => line.GetProperty("category").GetString() == "Workshop.Access" && line.TryGetProperty("trace_id", out var id) && id.GetString() == trace));
        Assert.Contains(Encoding.Latin1.GetString(Convert.FromHexString(trace)), _collector.Text("logs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_passwords_nor_tokens_nor_keys_nor_queries_are_told()
    {
        var wrong = Convert.ToBase64String(Encoding.UTF8.GetBytes($"user:{Password}"));
        using var refused = await Ask("/login", new AuthenticationHeaderValue("Basic", wrong));
        using var login = await Ask($"/login?token={QueryValue}", new AuthenticationHeaderValue("Basic", "dXNlcjpwYXNzd29yZA=="));
        var token = JsonDocument.Parse(await login.Content.ReadAsStringAsync()).RootElement.GetProperty("token").GetString()!;
        using var secure = await Ask("/secure", new AuthenticationHeaderValue("Bearer", token));
        using var logout = await Gateway.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri("/logout", UriKind.Relative)) { Headers = { Authorization = new("Bearer", token) } });
        await StopAll();

        Assert.Equal([401, 200, 200, 204], new[] { refused, login, secure, logout }.Select(answer => (int)answer.StatusCode));
        var told = _collector.Text("trace") + _collector.Text("logs") + _collector.Text("metrics") + string.Concat(_services.Select(service => service.Process.All));
        Assert.Contains("/login", told, StringComparison.Ordinal);
        Assert.All([Password, wrong, token, token.Split('.')[2], SigningKey, QueryValue, "dXNlcjpwYXNzd29yZA"], secret => Assert.DoesNotContain(secret, told, StringComparison.Ordinal));
    }

    public void Dispose() => _names.Dispose();

    private static string Service(RunningService service) => $$"""{ "ports": [ { "name": "http", "port": 80, "endpoints": ["{{service.Address}}:8080"] } ] }""";

    private async Task<RunningService> Started(string project, (string, string) setting)
    {
        var service = await RunningService.StartAsync(project, [], [.. _collector.Variables(), setting, ("WORKSHOP_NAMES", _names.Own), ("Workshop__LogFormat", "json")]);
        _services.Add(service);
        return service;
    }

    private async Task<HttpResponseMessage> Ask(string path, AuthenticationHeaderValue? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)) { Headers = { Authorization = authorization } };
        return await Gateway.SendAsync(request);
    }

    // The last started first: what it still sends is answered.
    private async Task StopAll()
    {
        foreach (var service in Enumerable.Reverse(_services))
        {
            Assert.Equal(0, await service.StopAsync());
        }
    }
}
