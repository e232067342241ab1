using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Telemetry;

/// <summary>Traces, metrics and logs by OTLP, set by OpenTelemetry's own variables.</summary>
internal static class TelemetryExtensions
{
    /// <summary>Nothing at all without a receiver.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var plan = TelemetryPlan.From(builder.Configuration);
        if (plan.IsEmpty)
        {
            return;
        }

        builder.Services.AddSingleton<TelemetryEnd>();
        if (builder.Configuration[SettingKeys.Names] is { Length: > 0 })
        {
            builder.Services.AddReceiverByName();
        }

        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddServiceResource(builder));
        if (plan.HasTraces)
        {
            telemetry.AddTraces(builder.Configuration);
        }

        if (plan.HasMetrics)
        {
            telemetry.AddMetrics(builder.Configuration);
        }

        if (plan.HasLogs)
        {
            telemetry.WithLogging(logs => logs.AddOtlpExporter(new SignalExporter(builder.Configuration, "LOGS").Configure), options => options.IncludeFormattedMessage = true);
        }
    }

    // A method of its own: one that names the exporter's types loads it as soon as it is called, also where there is no receiver.
    private static void AddReceiverByName(this IServiceCollection services) => services.AddOptions<OtlpExporterOptions>()
        .Configure<IServiceProvider>((options, provider) => options.HttpClientFactory = () => new ReceiverClient(provider).Create(options));

    private static void AddTraces(this OpenTelemetryBuilder telemetry, ConfigurationManager configuration) => telemetry.WithTracing(traces => traces
        .AddSource("Workshop.*")
        .AddAspNetCoreInstrumentation()
        .AddHttpClientInstrumentation()
        .AddOtlpExporter(new SignalExporter(configuration, "TRACES").Configure));

    private static void AddMetrics(this OpenTelemetryBuilder telemetry, ConfigurationManager configuration) => telemetry.WithMetrics(metrics =>
    {
        metrics.AddMeter("Workshop.*")
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddRuntimeInstrumentation();

        // From a slow bucket to a trace that fell into it. A user's own word wins.
        if (string.IsNullOrEmpty(configuration["OTEL_METRICS_EXEMPLAR_FILTER"]))
        {
            metrics.SetExemplarFilter(ExemplarFilterType.TraceBased);
        }

        metrics.AddOtlpExporter(new SignalExporter(configuration, "METRICS").Configure);
    });
}
