using System.Net.Sockets;

namespace Workshop.Cluster.Nodes.Probes;

/// <summary>What Go, and so the kubelet, says where .NET throws.</summary>
internal static class DialError
{
    public static string Of(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connect: connection refused",
        SocketError.TimedOut => "i/o timeout",
        SocketError.HostUnreachable => "connect: no route to host",
        SocketError.NetworkUnreachable => "connect: network is unreachable",
        SocketError.HostNotFound => "lookup: no such host",
        SocketError.ConnectionReset => "read: connection reset by peer",
        _ => error.Message,
    };
}
