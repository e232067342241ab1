using System.Net;
using System.Net.Sockets;
using k8s.Models;
using Workshop.Cluster.Nodes.Probes;

namespace Workshop.Cluster.Api.Streams.Forwarding;

/// <summary>Opens a connection to a program of a pod.</summary>
internal static class PodDial
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <returns>The connection, or why there is none, in the words of Kubernetes' nodes.</returns>
    public static async Task<(Socket? Socket, string? Failure)> ConnectAsync(V1Pod pod, int port, CancellationToken ct)
    {
        if (!IPAddress.TryParse(pod.Status?.PodIP, out var address))
        {
            return (null, Failure(pod, port, "the pod has no address"));
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        try
        {
            await socket.ConnectAsync(address, port, limit.Token).ConfigureAwait(false);
            return (socket, null);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            ct.ThrowIfCancellationRequested();
            var why = e is SocketException refused ? DialError.Of(refused) : "i/o timeout";
            return (null, Failure(pod, port, $"failed to connect to localhost:{port} inside namespace \"{pod.Metadata.Uid}\", IPv4: dial tcp4 {address}:{port}: {why}"));
        }
    }

    private static string Failure(V1Pod pod, int port, string why) => $"error forwarding port {port} to pod {pod.Metadata.Uid}, uid : failed to execute portforward in network namespace \"{pod.Metadata.Uid}\": {why}";
}
