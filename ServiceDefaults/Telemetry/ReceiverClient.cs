using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using Workshop.ServiceDefaults.Names;

namespace Workshop.ServiceDefaults.Telemetry;

/// <summary>
/// With which the exporter reaches a receiver that is called by the name of its Service where the node's names files tell the addresses. The exporter
/// takes such a client for OTLP over HTTP only: over gRPC a receiver there is called by its address.
/// </summary>
internal sealed class ReceiverClient(IServiceProvider services)
{
    public HttpClient Create(OtlpExporterOptions options) =>
        // Asked at each connection: the pod behind the name may be another one by then.
        new(new SocketsHttpHandler { ConnectCallback = (context, ct) => TcpConnection.OpenAsync(Place(context.DnsEndPoint), ct) }) { Timeout = TimeSpan.FromMilliseconds(options.TimeoutMilliseconds) };

    private EndPoint Place(DnsEndPoint asked)
    {
        // An address is meant as it is, and localhost is this machine: a run's receiver is no container of this pod.
        if (asked.Host == "localhost" || IPAddress.TryParse(asked.Host.Trim('[', ']'), out _))
        {
            return asked;
        }

        // Not before: the names log, and the log is among what is exported.
        var answer = services.GetRequiredService<ServiceNames>().Find(asked.Host, asked.Port);
        return answer.Problem is { } problem ? throw new HttpRequestException(problem) : answer.Endpoints.Count > 0 ? answer.Endpoints[0] : asked;
    }
}
