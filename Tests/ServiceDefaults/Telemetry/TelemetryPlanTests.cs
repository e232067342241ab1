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
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS=bad", "OTEL_EXPORTER_OTLP_HEADERS: entry 1 has no '='. Write NAME=VALUE, with commas between.")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_HEADERS=a b=secret", "OTEL_EXPORTER_OTLP_LOGS_HEADERS: entry 1 has no name that a header can have.")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS=a=b%2Cc=%0asecret", "OTEL_EXPORTER_OTLP_HEADERS: entry 2 has a value with a character that a header cannot have.")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT=0", "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: '0' is not a number of milliseconds from 1 to 2147483647.")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT=soon", "OTEL_EXPORTER_OTLP_TIMEOUT: 'soon' is not a number")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://h:4318/x?key=1", "OTEL_EXPORTER_OTLP_ENDPOINT: a query cannot be part of it")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=http://h:4318/v1/logs#x", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: what follows '#'")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://u:secret@h:4318", "OTEL_EXPORTER_OTLP_ENDPOINT: a name or password in the address is not sent.")]
    [InlineData("OTEL_BSP_MAX_EXPORT_BATCH_SIZE=4096", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '4096' is not a number from 1 to 2048.")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL=0", "OTEL_METRIC_EXPORT_INTERVAL: '0' is not")]
    [InlineData("OTEL_TRACES_SAMPLER=sometimes", "OTEL_TRACES_SAMPLER: 'sometimes' is none of always_on")]
    [InlineData("OTEL_SDK_DISABLED=maybe", "OTEL_SDK_DISABLED: 'maybe'")]
    public void What_cannot_be_is_named(string variables, string finding)
    {
        var failure = Assert.Throws<ServiceException>(() => TelemetryPlan.From(Configuration(variables)));

        Assert.Contains(finding, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS=x-otlp-api-key=a=b%2Ctenant=a%20b%2C")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://h:4318/v1/traces?key=1")]
    [InlineData("OTEL_BSP_MAX_QUEUE_SIZE=8192,OTEL_BSP_MAX_EXPORT_BATCH_SIZE=4096")]
    public void What_can_be_is_taken(string variables) => Assert.NotNull(TelemetryPlan.From(Configuration(variables)));

    private static IConfigurationRoot Configuration(string variables) => new ConfigurationBuilder()
        .AddInMemoryCollection(variables.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])))
        .Build();
}
