namespace Workshop.Cluster;

/// <summary>Where the cluster sends its own spans and metrics. A receiver that is slow, hung or gone costs the cluster nothing but the data.</summary>
public sealed class ClusterTelemetry
{
    /// <value>Where OTLP is taken in, such as <c>http://127.0.0.1:4317</c>; without the paths of OTLP over HTTP.</value>
    public required Uri Endpoint { get; init; }

    /// <value><c>grpc</c> (default) or <c>http/protobuf</c>.</value>
    public string Protocol { get; init; } = "grpc";

    /// <value>As OTEL_EXPORTER_OTLP_HEADERS has them: <c>name=value,name=value</c>. Usually an API key: never logged.</value>
    public string Headers { get; init; } = "";
}
