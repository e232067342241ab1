using System.Net;
using System.Net.Sockets;
using k8s.Models;

namespace Workshop.Cluster.Nodes.Probes;

/// <summary>Succeeds when the port takes a connection.</summary>
internal static class TcpProbe
{
    public static async Task<ProbeOutcome> ProbeAsync(V1TCPSocketAction action, ProbeTarget target, CancellationToken ct)
    {
        if (target.FindPort(action.Port) is not { } port)
        {
            return ProbeOutcome.Failure($"couldn't find port: {action.Port.Value}");
        }

        var host = string.IsNullOrEmpty(action.Host) ? target.PodIp : action.Host;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(host, port), ct).ConfigureAwait(false);
            return ProbeOutcome.Success;
        }
        catch (SocketException e)
        {
            return ProbeOutcome.Failure($"dial tcp {host}:{port}: {DialError.Of(e)}");
        }
        catch (OperationCanceledException)
        {
            return ProbeOutcome.Failure($"dial tcp {host}:{port}: i/o timeout");
        }
    }
}
