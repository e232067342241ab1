using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Workshop.Services.Tests.Redis;

namespace Workshop.Services.Tests.Telemetry;

public class RedisTraceTests
{
    [SkippableFact]
    public async Task A_login_is_one_trace_from_the_gateway_through_auth_to_Redis()
    {
        await using var redis = new RunningRedis(RunningRedis.Ours);
        await redis.Start();
        using var names = new NamesFolder();
        await using var collector = await StubCollector.StartAsync();
        await using var auth = await RunningService.StartAsync("Services/Auth", ["--secret=x"], [.. collector.Variables(), ("ConnectionStrings__redis", redis.ConnectionString)]);
        names.Write("workshop", "auth", 80, new IPEndPoint(auth.Address, 8080));
        await using var gateway = await RunningService.StartAsync("Gateway", [], [.. collector.Variables(), ("WORKSHOP_NAMES", names.Own)]);

        var wrong = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("user:wrong-password")));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/login", UriKind.Relative)) { Headers = { Authorization = wrong } };
        using var answer = await gateway.Http.SendAsync(request);
        await gateway.StopAsync();
        await auth.StopAsync();

        var first = Assert.Single(collector.Spans, span => span is { Service: "gateway", ParentId: "" });
        var served = Assert.Single(collector.Spans, span => span is { Service: "auth", Name: "GET /login" } && span.TraceId == first.TraceId);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains(collector.Spans, span => span.Service == "auth" && span.ParentId == served.SpanId && span.TraceId == first.TraceId);
        Assert.Contains("redis", collector.Text("trace"), StringComparison.Ordinal);
        Assert.All([RunningRedis.Password, "wrong-password"], secret => Assert.DoesNotContain(secret, collector.Text("trace") + collector.Text("logs"), StringComparison.Ordinal));
    }
}
