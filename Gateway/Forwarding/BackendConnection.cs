using System.Net.Sockets;
using Workshop.ServiceDefaults.Names;

namespace Workshop.Gateway.Forwarding;

/// <summary>Connects to a backend within a bounded time. A node that has gone answers nothing at all, and that counts as a failed connection, not as a slow answer.</summary>
internal static class BackendConnection
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public static async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(Limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            return await TcpConnection.OpenAsync(context.DnsEndPoint, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.TimedOut);
        }
    }
}
