namespace Workshop.Services.Tests.Telemetry;

public class TelemetryTests
{
    [Fact]
    public async Task What_happened_last_is_flushed_after_the_drain_and_probes_are_left_out()
    {
        await using var collector = await StubCollector.StartAsync();
        await using var hello = await RunningService.StartAsync(
            "Services/Hello",
            ["--secret=x"],
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "600000"),
            ("OTEL_BLRP_SCHEDULE_DELAY", "600000"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "600000"),
            ("OTEL_RESOURCE_ATTRIBUTES", "service.namespace=workshop"),
            ("HOSTNAME", "hello-abc"),
            ("Workshop__DrainDelay", "00:00:00"));
        await hello.Http.GetStringAsync(new Uri("/version", UriKind.Relative));

        Assert.Equal(0, await hello.StopAsync());
        var (traces, logs, metrics) = (collector.Received("/v1/traces"), collector.Received("/v1/logs"), collector.Received("/v1/metrics"));

        Assert.Contains("/version", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("/readiness", traces, StringComparison.Ordinal);
        Assert.All(["hello-abc", "service.namespace", "1.0.0"], text => Assert.Contains(text, traces, StringComparison.Ordinal));
        Assert.Contains("All requests are finished", logs, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_standard_variable_names_the_service()
    {
        await using var collector = await StubCollector.StartAsync();
        await using var hello = await RunningService.StartAsync(
            "Services/Hello",
            ["--secret=x"],
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_SERVICE_NAME", "another-name"));

        await hello.StopAsync();

        Assert.Contains("another-name", collector.Received("/v1/logs"), StringComparison.Ordinal);
    }
}
