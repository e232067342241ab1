using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace Workshop.ServiceDefaults.Telemetry;

/// <summary>Variables that speak of one signal, such as <c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c>; an exporter made for one signal reads the general ones only.</summary>
internal sealed class SignalExporter(IConfiguration configuration, string signal)
{
    public void Configure(OtlpExporterOptions options)
    {
        if (Text("ENDPOINT") is { } endpoint)
        {
            options.Endpoint = new Uri(endpoint);   // as it is: no path is added to it
        }

        if (Text("PROTOCOL") is { } protocol)
        {
            options.Protocol = protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        }

        if (Text("HEADERS") is { } headers)
        {
            options.Headers = headers;
        }

        if (int.TryParse(Text("TIMEOUT"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            options.TimeoutMilliseconds = milliseconds;
        }
    }

    private string? Text(string name) => configuration[$"OTEL_EXPORTER_OTLP_{signal}_{name}"] is { Length: > 0 } text ? text : null;
}
