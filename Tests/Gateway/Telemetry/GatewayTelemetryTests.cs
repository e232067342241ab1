using System.Net;
using Workshop.Services.Tests.Telemetry;

namespace Workshop.Gateway.Tests.Telemetry;

public class GatewayTelemetryTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string CallerId = "b7ad6b7169203331";
    private const string Secret = "s3cr3t-of-a-user";

    [Fact]
    public async Task A_request_is_one_span_in_and_one_span_out_of_the_callers_trace()
    {
        await using var pod = await KestrelBackend.Saying("hello");
        await using var collector = await StubCollector.StartAsync();
        await AskAndStop(pod.Address, collector.Variables());

        var received = Assert.Single(pod.Requests).Headers["traceparent"].Split('-');
        var server = Assert.Single(collector.Spans, span => span.ParentId == CallerId);
        var client = Assert.Single(collector.Spans, span => span != server);
        Assert.Equal([TraceId, TraceId, TraceId], [server.TraceId, client.TraceId, received[1]]);
        Assert.Equal((server.SpanId, received[2]), (client.ParentId, client.SpanId));
        Assert.Equal(("gateway", "gateway"), (server.Service, client.Service));
    }

    [Fact]
    public async Task Spans_and_metrics_name_route_cluster_and_destination_and_hold_nothing_secret()
    {
        await using var pod = await KestrelBackend.Saying("hello");
        await using var collector = await StubCollector.StartAsync();
        var wrote = await AskAndStop(pod.Address, collector.Variables());

        var (traces, metrics) = (collector.Text("trace"), collector.Text("metrics"));
        Assert.All(["workshop.gateway.route", "others", "workshop.gateway.cluster", "hello", "workshop.gateway.destination", $"hello/{pod.Address}"], text => Assert.Contains(text, traces, StringComparison.Ordinal));
        Assert.All(
            ["workshop.gateway.forward.duration", "answered", "workshop.gateway.active_forwards", "workshop.gateway.destinations", "available", "http.client.request.duration"],
            text => Assert.Contains(text, metrics, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, traces + metrics + collector.Text("logs") + wrote, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_receiver_the_callers_trace_is_passed_on_all_the_same()
    {
        await using var pod = await KestrelBackend.Saying("hello");
        await AskAndStop(pod.Address, []);

        Assert.Equal(TraceId, Assert.Single(pod.Requests).Headers["traceparent"].Split('-')[1]);
    }

    // The secret is everywhere where a client has one.
    private static async Task<string> AskAndStop(IPEndPoint pod, (string Name, string Value)[] variables)
    {
        await using var gateway = await RunningGateway.StartAsync([pod], environment: variables);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/secure?token={Secret}", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("traceparent", $"00-{TraceId}-{CallerId}-01");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Secret}");
        request.Headers.TryAddWithoutValidation("Cookie", $"session={Secret}");
        using var answer = await gateway.Service.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, await gateway.Service.StopAsync());
        return gateway.Service.Process.All;
    }
}
