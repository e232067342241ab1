using System.Net;
using System.Net.Sockets;
using k8s.Models;

namespace Workshop.Cluster.Tests.Streams;

/// <summary>A program at a pod's address that a test plays itself.</summary>
internal sealed class PodListener : IDisposable
{
    private readonly TcpListener _listener;

    public PodListener(V1Pod pod)
    {
        _listener = new TcpListener(IPAddress.Parse(pod.Status.PodIP), 0);
        _listener.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async Task<Socket> Accept() => await _listener.AcceptSocketAsync().WaitAsync(StreamCluster.Limit);

    /// <summary>Reads until the other side has ended its half.</summary>
    public static async Task<byte[]> ReadAll(Socket socket)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await socket.ReceiveAsync(buffer.AsMemory()).AsTask().WaitAsync(StreamCluster.Limit) is > 0 and var count)
        {
            all.Write(buffer, 0, count);
        }

        return all.ToArray();
    }

    public void Dispose() => _listener.Dispose();
}
