using Microsoft.Extensions.Configuration;
using Workshop.ServiceDefaults.Telemetry;

namespace Workshop.ServiceDefaults.Tests.Telemetry;

public class TelemetryPlanTests
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317";

    [Theory]
    [InlineData("", false, false, false)]
    [InlineData("OTEL_SERVICE_NAME=a", false, false, false)]
    [InlineData(Endpoint, true, true, true)]
    [InlineData(Endpoint + ",OTEL_SDK_DISABLED=true", false, false, false)]
    [InlineData(Endpoint + ",OTEL_METRICS_EXPORTER=none", true, false, true)]
    [InlineData(Endpoint + ",OTEL_LOGS_EXPORTER=none,OTEL_TRACES_EXPORTER=none,OTEL_METRICS_EXPORTER=none", false, false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=https://127.0.0.1/v1/logs", false, false, true)]
    public void Only_what_has_a_receiver_is_collected(string variables, bool traces, bool metrics, bool logs) =>
        Assert.Equal(new TelemetryPlan(traces, metrics, logs), TelemetryPlan.From(Configuration(variables)));

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=127.0.0.1:4317", "OTEL_EXPORTER_OTLP_ENDPOINT: '127.0.0.1:4317'")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=ftp://a", "OTEL_EXPORTER_OTLP_ENDPOINT: 'ftp://a'")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_PROTOCOL=carrier-pigeon", "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: 'carrier-pigeon'")]
    [InlineData("OTEL_SDK_DISABLED=maybe", "OTEL_SDK_DISABLED: 'maybe'")]
    public void What_cannot_be_is_named(string variables, string finding)
    {
        var failure = Assert.Throws<ServiceException>(() => TelemetryPlan.From(Configuration(variables)));

        Assert.Contains(finding, failure.Message, StringComparison.Ordinal);
    }

    private static IConfigurationRoot Configuration(string variables) => new ConfigurationBuilder()
        .AddInMemoryCollection(variables.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])))
        .Build();
}
