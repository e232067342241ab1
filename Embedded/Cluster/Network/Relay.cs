using System.Buffers;
using System.Net.Sockets;

namespace Workshop.Cluster.Network;

/// <summary>Copies between two connections, each direction to its own end: one that has said all may still listen.</summary>
internal static class Relay
{
    private const int BufferSize = 64 * 1024;

    public static async Task RunAsync(Socket client, Socket server)
    {
        var up = CopyAsync(client, server);
        var down = CopyAsync(server, client);
        try
        {
            // The first direction that breaks breaks both; one that merely ends does not.
            await (await Task.WhenAny(up, down).ConfigureAwait(false)).ConfigureAwait(false);
            await Task.WhenAll(up, down).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Reset(client);
            Reset(server);
            await Task.WhenAll(up, down).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await from.ReceiveAsync(buffer, CancellationToken.None).ConfigureAwait(false) is > 0 and var count)
            {
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), CancellationToken.None).ConfigureAwait(false);
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }
}
