using System.Text;

namespace Workshop.Services.Tests.Telemetry;

public class TelemetryTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_happened_last_is_flushed_after_the_drain_and_probes_are_left_out()
    {
        await using var collector = await StubCollector.StartAsync();
        await using var hello = await StartHello([.. collector.Variables(), ("OTEL_RESOURCE_ATTRIBUTES", "service.namespace=workshop")]);
        await hello.Http.GetStringAsync(new Uri("/version", UriKind.Relative));

        Assert.Equal(0, await hello.StopAsync());

        Assert.Equal(["GET /version"], collector.Spans.Select(span => span.Name));
        Assert.All(["service.namespace", "1.0.0"], text => Assert.Contains(text, collector.Text("trace"), StringComparison.Ordinal));
        Assert.Contains("All requests are finished", collector.Text("logs"), StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", collector.Text("metrics"), StringComparison.Ordinal);
        Assert.Contains("dotnet.gc", collector.Text("metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_says_which_one_it_is()
    {
        using var names = new NamesFolder();
        await using var collector = await StubCollector.StartAsync();
        await using var hello = await StartHello([.. collector.Variables(), ("HOSTNAME", "hello-7d9c5b8f6d-x2x4p"), ("WORKSHOP_NODE", "node-2"), ("WORKSHOP_NAMES", names.Own)]);

        await hello.StopAsync();

        var said = collector.Text("logs");
        Assert.All(
            ["service.instance.id", "k8s.pod.name", "hello-7d9c5b8f6d-x2x4p", "k8s.node.name", "node-2", "k8s.namespace.name", "workshop", "k8s.deployment.name"],
            text => Assert.Contains(text, said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_standard_variables_name_the_service()
    {
        await using var collector = await StubCollector.StartAsync();
        await using var hello = await StartHello([.. collector.Variables(), ("OTEL_SERVICE_NAME", "another-name")]);
        await hello.Http.GetStringAsync(new Uri("/", UriKind.Relative));

        await hello.StopAsync();

        Assert.Equal("another-name", Assert.Single(collector.Spans).Service);
        Assert.Contains("another-name", collector.Text("logs"), StringComparison.Ordinal);
        Assert.Contains("another-name", collector.Text("metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_gRPC_everything_arrives_with_the_headers_asked_for()
    {
        await using var collector = await StubCollector.StartAsync();
        await using var hello = await StartHello(
        [
            .. collector.Variables(),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Grpc.ToString()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "x-otlp-api-key=key-of-the-dashboard"),
        ]);
        await hello.Http.GetStringAsync(new Uri("/", UriKind.Relative));

        await hello.StopAsync();

        Assert.Equal(["GET /"], collector.Spans.Select(span => span.Name));
        Assert.Contains("All requests are finished", collector.Text("logs"), StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", collector.Text("metrics"), StringComparison.Ordinal);
        Assert.Equal(["key-of-the-dashboard"], collector.ApiKeys.Distinct());
        Assert.DoesNotContain("key-of-the-dashboard", hello.Process.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_measurement_names_a_trace_that_fell_into_it()
    {
        await using var collector = await StubCollector.StartAsync();
        await using var hello = await StartHello(collector.Variables());
        await hello.Http.GetStringAsync(new Uri("/", UriKind.Relative));

        await hello.StopAsync();

        var trace = Convert.FromHexString(Assert.Single(collector.Spans).TraceId);
        Assert.Contains(Encoding.Latin1.GetString(trace), collector.Text("metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_signal_can_go_alone()
    {
        await using var collector = await StubCollector.StartAsync();
        await using var hello = await StartHello(
        [
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", new Uri(collector.Http, "/v1/traces").ToString()),
            ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf"),
            ("Workshop__DrainDelay", "00:00:00"),
        ]);
        await hello.Http.GetStringAsync(new Uri("/", UriKind.Relative));

        await hello.StopAsync();

        Assert.Single(collector.Spans);
        Assert.Equal(("", ""), (collector.Text("logs"), collector.Text("metrics")));
    }

    [Theory]
    [InlineData("OTEL_TRACES_SAMPLER", "always_off")]
    [InlineData("OTEL_TRACES_EXPORTER", "none")]
    public async Task What_is_not_wanted_is_not_sent(string variable, string value)
    {
        await using var collector = await StubCollector.StartAsync();
        await using var hello = await StartHello([.. collector.Variables(), (variable, value)]);
        await hello.Http.GetStringAsync(new Uri("/", UriKind.Relative));

        await hello.StopAsync();

        Assert.Empty(collector.Spans);
        Assert.NotEqual("", collector.Text("logs"));
    }

    [Fact]
    public async Task A_disabled_SDK_sends_nothing()
    {
        await using var collector = await StubCollector.StartAsync();
        await using var hello = await StartHello([.. collector.Variables(), ("OTEL_SDK_DISABLED", "true")]);
        await hello.Http.GetStringAsync(new Uri("/", UriKind.Relative));

        await hello.StopAsync();

        Assert.Empty(collector.ApiKeys);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "127.0.0.1:4317", "is not an address such as")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", "is neither 'grpc' nor 'http/protobuf'")]
    public async Task A_variable_that_cannot_be_is_one_line_and_code_2(string variable, string value, string finding)
    {
        await using var hello = RunningService.Start("Services/Hello", LoopbackAddress.Next(), ["--secret=x"], (variable, value));

        Assert.Equal(2, await hello.Process.Exit(Limit));
        Assert.Contains(finding, Assert.Single(hello.Process.Error.Split('\n')), StringComparison.Ordinal);
    }

    private static Task<RunningService> StartHello((string Name, string Value)[] environment) => RunningService.StartAsync("Services/Hello", ["--secret=x"], environment);
}
