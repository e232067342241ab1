using Microsoft.Extensions.Configuration;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Telemetry;

/// <summary>Which signals have somewhere to go, by OpenTelemetry's own variables.</summary>
internal sealed record TelemetryPlan(bool HasTraces, bool HasMetrics, bool HasLogs)
{
    private const string Otlp = "OTEL_EXPORTER_OTLP";

    private static readonly TelemetryPlan Nothing = new(false, false, false);

    /// <value>Without a receiver nothing is collected at all: nobody would see it, and it costs time at start.</value>
    public bool IsEmpty => this == Nothing;

    /// <exception cref="ServiceException">A variable says what cannot be; all findings at once. OpenTelemetry itself would say nothing and send nothing.</exception>
    public static TelemetryPlan From(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        if (reader.Boolean("OTEL_SDK_DISABLED"))
        {
            return Nothing;
        }

        OtlpSettings.FindWrong(reader);
        OtlpSettings.FindWrong(reader, Otlp, hasPathAdded: true);
        var plan = new TelemetryPlan(IsSent(reader, "TRACES"), IsSent(reader, "METRICS"), IsSent(reader, "LOGS"));
        reader.ThrowIfWrong();
        return plan;
    }

    private static bool IsSent(SettingsReader reader, string signal)
    {
        OtlpSettings.FindWrong(reader, $"{Otlp}_{signal}", hasPathAdded: false);
        var hasReceiver = (reader.Text($"{Otlp}_{signal}_ENDPOINT") ?? reader.Text($"{Otlp}_ENDPOINT")) is not null;
        return hasReceiver && reader.Text($"OTEL_{signal}_EXPORTER") is not "none";
    }
}
