using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Model;

/// <summary>
/// What Aspire tells every project for its own orchestrator's sake: addresses of a process that it starts, templates that it fills in, how to
/// write to its console. A pod is told its own (<see cref="Translation.PlatformVariables"/>). A variable of that name with another value is the AppHost's, and stays.
/// </summary>
internal static class OrchestratorVariables
{
    private const string Template = "{{- index .Annotations";

    public static bool IsOne(string name, object value) => (name, value) switch
    {
        ("ASPNETCORE_URLS" or "ASPNETCORE_HTTPS_PORT" or "HTTP_PORTS" or "HTTPS_PORTS", ReferenceExpression or EndpointReferenceExpression) => true,
        ("OTEL_SERVICE_NAME" or "OTEL_RESOURCE_ATTRIBUTES", string text) => text.Contains(Template, StringComparison.Ordinal),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", not (string or ParameterResource or EndpointReference or ReferenceExpression)) => true,
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc" or "http/protobuf" or "http/json") => true,
        ("OTEL_EXPORTER_OTLP_HEADERS", string) => true,
        ("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory") => true,
        ("OTEL_BLRP_SCHEDULE_DELAY" or "OTEL_BSP_SCHEDULE_DELAY" or "OTEL_METRIC_EXPORT_INTERVAL", "1000") => true,
        ("OTEL_TRACES_SAMPLER", "always_on") => true,
        ("OTEL_METRICS_EXEMPLAR_FILTER", "trace_based") => true,
        ("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true") => true,
        ("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION" or "OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true") => true,
        ("ASPNETCORE_FORWARDEDHEADERS_ENABLED" or "DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true") => true,
        ("LOGGING__CONSOLE__FORMATTERNAME", "simple") => true,
        ("LOGGING__CONSOLE__FORMATTEROPTIONS__TIMESTAMPFORMAT", string) => true,
        _ => false,
    };
}
