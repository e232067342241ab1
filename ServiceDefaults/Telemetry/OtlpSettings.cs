using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Telemetry;

/// <summary>
/// Finds what is wrong with OpenTelemetry's variables. The library itself takes some mistakes for nothing at all, and throws at others when the service is half started.
/// No value of a header is told: it is a key as a rule.
/// </summary>
internal static class OtlpSettings
{
    private const string Milliseconds = "a number of milliseconds";

    private static readonly string[] Samplers = ["always_on", "always_off", "traceidratio", "parentbased_always_on", "parentbased_always_off", "parentbased_traceidratio"];

    /// <param name="reader">Remembers what is found.</param>
    /// <param name="prefix">OTEL_EXPORTER_OTLP, or that and a signal.</param>
    /// <param name="hasPathAdded">True for the address that stands for all signals: over HTTP, <c>/v1/traces</c> and its like are put behind it.</param>
    public static void FindWrong(SettingsReader reader, string prefix, bool hasPathAdded)
    {
        if (reader.Text($"{prefix}_ENDPOINT") is { } endpoint && ProblemOf(endpoint, hasPathAdded) is { } problem)
        {
            reader.Find($"{prefix}_ENDPOINT: {problem}");
        }

        if (reader.Text($"{prefix}_PROTOCOL") is { } protocol and not ("grpc" or "http/protobuf"))
        {
            reader.Find($"{prefix}_PROTOCOL: '{protocol}' is neither 'grpc' nor 'http/protobuf'.");
        }

        if (reader.Text($"{prefix}_HEADERS") is { } headers && OtlpHeaders.ProblemOf(headers) is { } wrong)
        {
            reader.Find($"{prefix}_HEADERS: {wrong} Write NAME=VALUE, with commas between.");
        }

        reader.Number($"{prefix}_TIMEOUT", byDefault: 1, least: 1, most: int.MaxValue, of: Milliseconds);
    }

    /// <summary>What the batches of spans and logs, the metrics and the sampler are told.</summary>
    public static void FindWrong(SettingsReader reader)
    {
        foreach (var batch in new[] { "OTEL_BSP", "OTEL_BLRP" })
        {
            reader.Number($"{batch}_SCHEDULE_DELAY", byDefault: 1, least: 1, most: int.MaxValue, of: Milliseconds);
            reader.Number($"{batch}_EXPORT_TIMEOUT", byDefault: 1, least: 0, most: int.MaxValue, of: Milliseconds);
            var queue = reader.Number($"{batch}_MAX_QUEUE_SIZE", byDefault: 2048, least: 1, most: 1_000_000);
            reader.Number($"{batch}_MAX_EXPORT_BATCH_SIZE", byDefault: 1, least: 1, most: queue);
        }

        reader.Number("OTEL_METRIC_EXPORT_INTERVAL", byDefault: 1, least: 1, most: int.MaxValue, of: Milliseconds);
        reader.Number("OTEL_METRIC_EXPORT_TIMEOUT", byDefault: 1, least: 1, most: int.MaxValue, of: Milliseconds);
        if (reader.Text("OTEL_TRACES_SAMPLER") is { } sampler && !Samplers.Contains(sampler, StringComparer.OrdinalIgnoreCase))
        {
            reader.Find($"OTEL_TRACES_SAMPLER: '{sampler}' is none of {string.Join(", ", Samplers)}.");
        }
    }

    private static string? ProblemOf(string endpoint, bool hasPathAdded) => !Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
        ? $"'{endpoint}' is not an address such as 'http://127.0.0.1:4317'."
        : uri.UserInfo.Length > 0
        ? "a name or password in the address is not sent. Write it as a header."
        : endpoint.Contains('#', StringComparison.Ordinal)
        ? "what follows '#' in the address is never sent. Leave it out."
        : hasPathAdded && endpoint.Contains('?', StringComparison.Ordinal)
        ? "a query cannot be part of it, for '/v1/traces' and its like are put behind the address. Write a key as a header, or name the address of each signal."
        : null;
}
