using System.Net.Sockets;

namespace Workshop.Gateway.Forwarding;

/// <summary>Connects to a backend within a bounded time. A node that has gone answers nothing at all, and that counts as a failed connection, not as a slow answer.</summary>
internal static class BackendConnection
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public static async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var timeout = new CancellationTokenSource(Limit);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, either.Token);
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested)
            {
                throw new SocketException((int)SocketError.TimedOut);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
