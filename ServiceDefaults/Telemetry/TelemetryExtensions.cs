using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Telemetry;

/// <summary>Traces, metrics and logs by OTLP, set by OpenTelemetry's own variables.</summary>
internal static class TelemetryExtensions
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Nothing at all without an endpoint: nobody would see it, and it costs time at start.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[Endpoint] is not { Length: > 0 } endpoint)
        {
            return;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out _))
        {
            throw new ServiceException($"{Endpoint}: '{endpoint}' is not an address such as 'http://127.0.0.1:4317'.");
        }

        var settings = ServiceSettings.Of(builder);
        var name = ServiceNameOf(builder.Environment.ApplicationName);
        var instance = builder.Configuration[SettingKeys.PodName] is { Length: > 0 } pod ? pod : Environment.MachineName;
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.IncludeScopes = true;
        });
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService(name, serviceVersion: settings.Version, serviceInstanceId: instance)
                .AddEnvironmentVariableDetector())   // again, and last: what the standard variables say wins
            .WithTracing(traces => traces
                .AddSource("Workshop.*", "Yarp.ReverseProxy")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics
                .AddMeter("Workshop.*")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .UseOtlpExporter();
    }

    // "Workshop.Hello" is hello.
    private static string ServiceNameOf(string application) => application[(application.LastIndexOf('.') + 1)..].ToLowerInvariant();
}
