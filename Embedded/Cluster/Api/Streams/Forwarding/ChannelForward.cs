using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using k8s.Models;

namespace Workshop.Cluster.Api.Streams.Forwarding;

/// <summary>
/// The older form: one connection a port, each with two channels of a WebSocket, for bytes and for errors. The server begins both with the port's
/// number in two bytes, little endian.
/// </summary>
internal sealed class ChannelForward(WebSocket socket, ChannelProtocol protocol, V1Pod pod, IReadOnlyList<int> ports) : IAsyncDisposable
{
    private const int BlockSize = 32 * 1024;

    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _over = new();

    /// <summary>Returns when the client has gone, or all of this ends.</summary>
    public async Task RunAsync(CancellationToken ending)
    {
        using var stop = ending.Register(socket.Abort);
        var programs = new List<Socket?>();
        var answers = new List<Task>();
        try
        {
            for (var index = 0; index < ports.Count; index++)
            {
                byte[] number = [(byte)ports[index], (byte)(ports[index] >> 8)];
                await SendAsync(2 * index, number);
                await SendAsync((2 * index) + 1, number);
                var (program, failure) = await PodDial.ConnectAsync(pod, ports[index], _over.Token);
                programs.Add(program);
                answers.Add(program is null ? SendAsync((2 * index) + 1, Encoding.UTF8.GetBytes(failure!)) : AnswerAsync(program, 2 * index));
            }

            await ReceiveAsync(programs);
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or FormatException)
        {
            // The client has gone, or what it sends makes no sense.
        }
        finally
        {
            await _over.CancelAsync();
            programs.ForEach(program => program?.Dispose());
            await Task.WhenAll(answers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public ValueTask DisposeAsync()
    {
        _over.Dispose();
        _sending.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ReceiveAsync(List<Socket?> programs)
    {
        // A message is forwarded whole: clients of this form send what fits in one.
        var buffer = new byte[BlockSize * 4];
        while (true)
        {
            var message = await ReadMessageAsync(buffer);
            if (message is null)
            {
                return;
            }

            var (channel, bytes) = Split(message.Value);
            if (channel % 2 == 0 && programs.ElementAtOrDefault(channel / 2) is { } program)
            {
                await ForwardAsync(program, bytes);
            }
        }
    }

    private async Task<ReadOnlyMemory<byte>?> ReadMessageAsync(byte[] buffer)
    {
        var length = 0;
        while (length < buffer.Length)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                return buffer.AsMemory(0, length);
            }
        }

        throw new FormatException("The message is too long.");
    }

    private (int Channel, ReadOnlyMemory<byte> Bytes) Split(ReadOnlyMemory<byte> message) => message.Length == 0 ? (-1, message)
        : protocol.IsText ? (message.Span[0] - '0', Convert.FromBase64String(Encoding.ASCII.GetString(message.Span[1..])))
        : (message.Span[0], message[1..]);

    private async Task ForwardAsync(Socket program, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await program.SendAsync(bytes, SocketFlags.None, _over.Token)..];
            }
        }
        catch (SocketException)
        {
            // The program takes nothing more.
        }
    }

    private async Task AnswerAsync(Socket program, int channel)
    {
        var buffer = new byte[BlockSize];
        try
        {
            while (await program.ReceiveAsync(buffer.AsMemory(), SocketFlags.None, _over.Token) is > 0 and var count)
            {
                await SendAsync(channel, buffer.AsMemory(0, count));
            }
        }
        catch (SocketException)
        {
            // Reset by the program.
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _over.Token);
    }

    private async Task SendAsync(int channel, ReadOnlyMemory<byte> bytes)
    {
        byte[] message = protocol.IsText ? Encoding.ASCII.GetBytes($"{channel}{Convert.ToBase64String(bytes.Span)}") : [(byte)channel, .. bytes.Span];
        await _sending.WaitAsync(_over.Token);
        try
        {
            await socket.SendAsync(message, protocol.IsText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, _over.Token);
        }
        finally
        {
            _sending.Release();
        }
    }
}
