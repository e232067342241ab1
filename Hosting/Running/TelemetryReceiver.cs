using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Workshop.Cluster;

namespace Workshop.Hosting.Running;

/// <summary>Who takes telemetry in: Aspire's dashboard, with the key that it demands; without one, whoever OTEL_EXPORTER_OTLP_ENDPOINT names; else nobody.</summary>
internal static class TelemetryReceiver
{
    private const string Variable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string DashboardGrpc = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    private const string Key = "AppHost:OtlpApiKey";

    /// <exception cref="DistributedApplicationException">The address is none.</exception>
    public static ClusterTelemetry? Of(IConfiguration configuration)
    {
        if (configuration[Key] is { Length: > 0 } key && configuration[DashboardGrpc] is { Length: > 0 } dashboard)
        {
            return new ClusterTelemetry { Endpoint = Address(DashboardGrpc, dashboard), Headers = $"x-otlp-api-key={key}" };
        }

        return configuration[Variable] is { Length: > 0 } endpoint
            ? new ClusterTelemetry { Endpoint = Address(Variable, endpoint), Headers = configuration["OTEL_EXPORTER_OTLP_HEADERS"] ?? "" }
            : null;
    }

    private static Uri Address(string variable, string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        ? address
        : throw new DistributedApplicationException($"{variable}: '{text}' is not an address such as 'http://127.0.0.1:4317'.");
}
