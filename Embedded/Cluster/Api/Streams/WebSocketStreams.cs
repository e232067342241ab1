using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Api.Streams;

/// <summary>A remote command over a WebSocket, as <see cref="ChannelProtocol"/> says. One loop receives all the time: only so pings are answered and the client's end is seen.</summary>
internal sealed class WebSocketStreams : IRemoteStreams
{
    private const int BlockSize = 32 * 1024;
    private const int InputLimit = 256 * 1024;
    private const int TextLimit = 1024 * 1024;

    /// <summary>How long a client that has been told the end may take to go.</summary>
    private static readonly TimeSpan GoingLimit = TimeSpan.FromSeconds(5);

    private readonly WebSocket _socket;
    private readonly ChannelProtocol _protocol;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _gone = new();
    private readonly TerminalSizes _sizes = new();
    private readonly Pipe _input = new(new PipeOptions(pauseWriterThreshold: InputLimit, resumeWriterThreshold: InputLimit / 2, useSynchronizationContext: false));
    private readonly Task _receiving;

    public WebSocketStreams(WebSocket socket, ChannelProtocol protocol, TimeProvider time)
    {
        (_socket, _protocol, _time) = (socket, protocol, time);
        Gone = _gone.Token;
        _receiving = ReceiveAsync();
    }

    public PipeReader Input => _input.Reader;

    public ChannelReader<TerminalSize> Sizes => _sizes.Reader;

    public CancellationToken Gone { get; }

    public Task SendAsync(bool isError, ReadOnlyMemory<byte> bytes) => SendAsync(isError ? ChannelProtocol.Error : ChannelProtocol.Output, bytes);

    public async Task FinishAsync(JsonObject status)
    {
        if (StatusText.For(_protocol.Version, status) is { } text)
        {
            await SendAsync(ChannelProtocol.Status, Encoding.UTF8.GetBytes(text)).ConfigureAwait(false);
        }

        // What it still sends is taken and thrown away: a connection that is closed over unread bytes is reset, and the answer with it.
        await _input.Reader.CompleteAsync().ConfigureAwait(false);
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Gone).ConfigureAwait(false);
        await _receiving.WaitAsync(GoingLimit, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await _input.Reader.CompleteAsync().ConfigureAwait(false);
        _socket.Abort();
        await _receiving.ConfigureAwait(false);
        _socket.Dispose();
        _sending.Dispose();
        _gone.Dispose();
    }

    private async Task SendAsync(byte channel, ReadOnlyMemory<byte> bytes)
    {
        var message = _protocol.IsText ? Text(channel, bytes.Span) : [channel, .. bytes.Span];
        await _sending.WaitAsync(Gone).ConfigureAwait(false);
        try
        {
            await _socket.SendAsync(message, _protocol.IsText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, Gone).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    private static byte[] Text(byte channel, ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetBytes($"{channel}{Convert.ToBase64String(bytes)}");

    private async Task ReceiveAsync()
    {
        await Task.Yield();
        var buffer = new byte[BlockSize + 1];
        var text = new ArrayBufferWriter<byte>();
        byte? channel = null;
        try
        {
            while (await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).ConfigureAwait(false) is { MessageType: not WebSocketMessageType.Close } part)
            {
                if (_protocol.IsText)
                {
                    await TakeTextAsync(text, buffer.AsMemory(0, part.Count), part.EndOfMessage).ConfigureAwait(false);
                    continue;
                }

                // Only the first part of a message names its channel.
                var skip = channel is null && part.Count > 0 ? 1 : 0;
                channel = skip > 0 ? buffer[0] : channel;
                await TakeAsync(channel, buffer.AsMemory(skip, part.Count - skip), part.EndOfMessage).ConfigureAwait(false);
                channel = part.EndOfMessage ? null : channel;
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidDataException)
        {
            // The client has gone without a word, which is how most end, or what it sends makes no sense.
        }
        finally
        {
            await _input.Writer.CompleteAsync().ConfigureAwait(false);
            _sizes.Complete();
            await _gone.CancelAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask TakeTextAsync(ArrayBufferWriter<byte> text, ReadOnlyMemory<byte> part, bool isWhole)
    {
        text.Write(part.Span);
        if (text.WrittenCount > TextLimit)
        {
            throw new InvalidDataException("The message is too long.");
        }

        if (!isWhole)
        {
            return;
        }

        if (text.WrittenCount > 0)
        {
            var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.WrittenCount)];
            if (Base64.DecodeFromUtf8(text.WrittenSpan[1..], bytes, out _, out var count) != OperationStatus.Done)
            {
                throw new InvalidDataException("The message is not base64.");
            }

            await TakeAsync((byte)(text.WrittenSpan[0] - '0'), bytes.AsMemory(0, count), isWhole: true).ConfigureAwait(false);
        }

        text.ResetWrittenCount();
    }

    private async ValueTask TakeAsync(byte? channel, ReadOnlyMemory<byte> bytes, bool isWhole)
    {
        switch (channel)
        {
            case ChannelProtocol.Input when bytes.Length > 0:
                await _input.Writer.WriteAsync(bytes, CancellationToken.None).ConfigureAwait(false);
                break;
            case ChannelProtocol.Resize:
                _sizes.Push(bytes.Span, isWhole);
                break;
            case ChannelProtocol.Close when _protocol.Version >= 5 && bytes.Span is [ChannelProtocol.Input]:
                await _input.Writer.CompleteAsync().ConfigureAwait(false);
                break;
        }
    }
}
