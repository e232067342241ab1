using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Workshop.ServiceDefaults.Tests.Telemetry;

public sealed class ReceiverClientTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly NamesFolder _names = new();

    public void Dispose() => _names.Dispose();

    [Fact]
    public async Task Telemetry_reaches_a_receiver_by_the_name_of_its_Service()
    {
        var received = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var receiver = await TestService.StartAsync(app => app.MapPost("/v1/traces", context =>
        {
            received.TrySetResult($"{context.Request.Host} {context.Request.Headers["x-otlp-api-key"]}");
            return Task.CompletedTask;
        }));
        _names.Write("workshop", "dashboard", 4318, IPEndPoint.Parse(receiver.Http.BaseAddress!.Authority));
        await using var service = await TestService.StartAsync(
            app => app.MapGet("/", () => "hello"),
            namesFile: _names.Own,
            settings: [("OTEL_EXPORTER_OTLP_ENDPOINT", "http://dashboard:4318"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_EXPORTER_OTLP_HEADERS", "x-otlp-api-key=key"), ("OTEL_BSP_SCHEDULE_DELAY", "100")]);

        await service.Http.GetStringAsync(new Uri("/", UriKind.Relative));

        Assert.Equal("dashboard:4318 key", await received.Task.WaitAsync(Limit));
    }
}
