using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using k8s.Models;
using Workshop.Cluster.Api.Streams.Spdy;

namespace Workshop.Cluster.Api.Streams.Forwarding;

/// <summary>One client's forwarded connections: each is a stream for bytes and one for errors, which belong together by their request id.</summary>
internal sealed class SpdyForward(SpdyConnection connection, V1Pod pod) : IAsyncDisposable
{
    private const int BlockSize = 32 * 1024;
    private const string ErrorStream = "error";
    private const string DataStream = "data";

    private readonly Dictionary<string, (SpdyStream? Data, SpdyStream? Error)> _halves = [];
    private readonly ConcurrentDictionary<SpdyStream, Task> _running = new();
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Returns when the client has gone, or all of this ends.</summary>
    public async Task RunAsync(CancellationToken ending)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ending, connection.Gone);
        try
        {
            await foreach (var stream in connection.Incoming.ReadAllAsync(over.Token))
            {
                await TakeAsync(stream);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or System.Net.WebSockets.WebSocketException)
        {
            // The normal end: Ctrl+C.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private async Task TakeAsync(SpdyStream stream)
    {
        var type = stream.Header("streamtype");
        if (Port(stream) is not { } port || type is not (ErrorStream or DataStream))
        {
            await connection.ResetAsync(stream, SpdyFrames.RefusedStream);
            return;
        }

        await stream.AcceptAsync();
        var id = RequestId(stream, type);
        var (data, error) = _halves.GetValueOrDefault(id);
        (data, error) = type == DataStream ? (stream, error) : (data, stream);
        if (data is null || error is null)
        {
            _halves[id] = (data, error);
            return;
        }

        _halves.Remove(id);
        _running[data] = Task.Run(() => ForwardAsync(data, error, port), CancellationToken.None);
    }

    // Clients before request ids opened the error stream first, and the one for bytes right after it.
    private static string RequestId(SpdyStream stream, string type) =>
        stream.Header("requestid") ?? (type == ErrorStream ? stream.Id : stream.Id - 2).ToString(CultureInfo.InvariantCulture);

    private static int? Port(SpdyStream stream) =>
        int.TryParse(stream.Header("port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= IPEndPoint.MaxPort ? port : null;

    private async Task ForwardAsync(SpdyStream data, SpdyStream error, int port)
    {
        try
        {
            var (socket, failure) = await PodDial.ConnectAsync(pod, port, _closing.Token);
            using (socket)
            {
                if (socket is not null)
                {
                    await CopyAsync(data, error, socket);
                    return;
                }
            }

            await error.SendAsync(Encoding.UTF8.GetBytes(failure!));
            await data.FinishAsync();
            await error.FinishAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException or System.Net.WebSockets.WebSocketException)
        {
            // The client has gone meanwhile.
        }
        finally
        {
            await data.Input.CompleteAsync();
            await error.Input.CompleteAsync();
            _running.TryRemove(data, out _);
        }
    }

    private async Task CopyAsync(SpdyStream data, SpdyStream error, Socket socket)
    {
        var up = SendAsync(data, socket);
        await ReceiveAsync(socket, data);
        await data.FinishAsync();
        await error.FinishAsync();

        // The program has said all; the client may still have something for it, until it ends its half, too.
        await up;
    }

    private async Task SendAsync(SpdyStream from, Socket to)
    {
        try
        {
            while (true)
            {
                var read = await from.Input.ReadAsync(_closing.Token);
                foreach (var block in read.Buffer)
                {
                    for (var left = block; !left.IsEmpty;)
                    {
                        left = left[await to.SendAsync(left, SocketFlags.None, _closing.Token)..];
                    }
                }

                from.Input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    // Half closed: the program learns that nothing more comes, and may go on answering. Given up: it learns that nobody listens.
                    to.Shutdown(from.IsReset ? SocketShutdown.Both : SocketShutdown.Send);
                    return;
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The program takes nothing more; what still comes is thrown away.
            await from.Input.CompleteAsync();
        }
    }

    private async Task ReceiveAsync(Socket from, SpdyStream to)
    {
        var buffer = new byte[BlockSize];
        try
        {
            while (await from.ReceiveAsync(buffer.AsMemory(), SocketFlags.None, _closing.Token) is > 0 and var count)
            {
                await to.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (SocketException)
        {
            // Reset by the program: for the client, its end.
        }
    }
}
