using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Workshop.Cluster.Api.Streams.Spdy;

/// <summary>The server's side of a SPDY/3.1 connection over any byte stream: streams come in, frames go out one after the other.</summary>
internal sealed class SpdyConnection : IAsyncDisposable
{
    private const int BlockSize = 32 * 1024;
    private const int MostStreams = 2048;

    // The zlib stream of replies: its head once, then for each reply a stored block (no headers: count 0) and an empty one, as a flush ends.
    private static readonly byte[] ZlibHead = [0x78, 0x01];
    private static readonly byte[] NoHeaders = [0x00, 0x04, 0x00, 0xfb, 0xff, 0, 0, 0, 0, 0x00, 0x00, 0x00, 0xff, 0xff];

    /// <summary>A stream whose reader takes nothing for so long is given up: all others wait for it meanwhile.</summary>
    private static readonly TimeSpan SlowLimit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan GoingLimit = TimeSpan.FromSeconds(5);

    private readonly Stream _transport;
    private readonly TimeProvider _time;
    private readonly SpdyHeaders _headers = new();
    private readonly ConcurrentDictionary<int, SpdyStream> _streams = new();
    private readonly Channel<SpdyStream> _incoming = Channel.CreateBounded<SpdyStream>(MostStreams);
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _gone = new();
    private readonly Task _reading;
    private bool _hasReplied;
    private int _newest;

    public SpdyConnection(Stream transport, TimeProvider time)
    {
        (_transport, _time) = (transport, time);
        Gone = _gone.Token;
        _reading = ReadAsync();
    }

    /// <summary>Streams as the client opens them.</summary>
    public ChannelReader<SpdyStream> Incoming => _incoming.Reader;

    /// <summary>Fires when the client is no longer there.</summary>
    public CancellationToken Gone { get; }

    public Task ReplyAsync(int stream) => WriteAsync(() =>
    {
        byte[] payload = [.. Number(stream), .. _hasReplied ? [] : ZlibHead, .. NoHeaders];
        _hasReplied = true;
        return SpdyFrames.Control(SpdyFrames.SynReply, payload);
    });

    public async Task SendAsync(int stream, ReadOnlyMemory<byte> bytes, bool isLast)
    {
        do
        {
            var count = Math.Min(bytes.Length, BlockSize);
            var (block, isEnd) = (bytes[..count], isLast && count == bytes.Length);
            await WriteAsync(() => SpdyFrames.Data(stream, block.Span, isEnd)).ConfigureAwait(false);
            bytes = bytes[count..];
        }
        while (!bytes.IsEmpty);
    }

    public Task ResetAsync(SpdyStream stream, int why)
    {
        stream.TakeReset();
        return WriteAsync(() => Reset(stream.Id, why));
    }

    public void Forget(int stream) => _streams.TryRemove(stream, out _);

    /// <summary>Says good-bye, and returns when the client has gone or was waited for long enough.</summary>
    public async Task FinishAsync()
    {
        await WriteAsync(() => SpdyFrames.Control(SpdyFrames.GoAway, [.. Number(_newest), .. Number(0)])).ConfigureAwait(false);
        await _reading.WaitAsync(GoingLimit, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        EndStreams();
        await _transport.DisposeAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        _headers.Dispose();
        _writing.Dispose();
        _gone.Dispose();
    }

    private static byte[] Reset(int stream, int why) => SpdyFrames.Control(SpdyFrames.RstStream, [.. Number(stream), .. Number(why)]);

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    /// <param name="make">Called when it is this frame's turn.</param>
    private async Task WriteAsync(Func<byte[]> make)
    {
        await _writing.WaitAsync(Gone).ConfigureAwait(false);
        try
        {
            await _transport.WriteAsync(make(), Gone).ConfigureAwait(false);
            await _transport.FlushAsync(Gone).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        await Task.Yield();
        var head = new byte[SpdyFrames.HeadSize];
        try
        {
            while (await _transport.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, Gone).ConfigureAwait(false) == head.Length)
            {
                var length = (head[5] << 16) | (head[6] << 8) | head[7];
                if ((head[0] & 0x80) == 0)
                {
                    await TakeDataAsync(BinaryPrimitives.ReadInt32BigEndian(head), length, (head[4] & SpdyFrames.Fin) != 0).ConfigureAwait(false);
                }
                else if (!await TakeControlAsync(BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2)), head[4], length).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or InvalidDataException or System.Net.WebSockets.WebSocketException)
        {
            // The client has gone without a word, or what it sends is not SPDY.
        }
        finally
        {
            _incoming.Writer.TryComplete();
            EndStreams();
            await _gone.CancelAsync().ConfigureAwait(false);
        }
    }

    private void EndStreams()
    {
        foreach (var stream in _streams.Values)
        {
            stream.TakeReset();
        }
    }

    private async Task TakeDataAsync(int id, int length, bool isLast)
    {
        var buffer = new byte[Math.Min(length, BlockSize)];
        while (length > 0)
        {
            var block = buffer.AsMemory(0, Math.Min(length, buffer.Length));
            await _transport.ReadExactlyAsync(block, Gone).ConfigureAwait(false);
            length -= block.Length;
            if (_streams.TryGetValue(id, out var stream))
            {
                await GiveAsync(stream, block).ConfigureAwait(false);
            }
        }

        if (isLast && _streams.TryGetValue(id, out var ended))
        {
            ended.TakeEnd();
        }
    }

    private async Task GiveAsync(SpdyStream stream, ReadOnlyMemory<byte> block)
    {
        var taken = stream.TakeAsync(block);
        if (taken.IsCompletedSuccessfully)
        {
            return;
        }

        try
        {
            await taken.AsTask().WaitAsync(SlowLimit, _time, Gone).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await ResetAsync(stream, SpdyFrames.Cancel).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            // It was given up meanwhile.
        }
    }

    /// <returns>False: the client says good-bye.</returns>
    private async Task<bool> TakeControlAsync(ushort type, byte flags, int length)
    {
        if (length > SpdyFrames.MostControl)
        {
            throw new InvalidDataException("The frame is too long.");
        }

        var payload = new byte[length];
        await _transport.ReadExactlyAsync(payload, Gone).ConfigureAwait(false);
        switch (type)
        {
            case SpdyFrames.SynStream when length > SpdyFrames.SynStreamHead:
                await OpenAsync(payload, flags).ConfigureAwait(false);
                break;
            case SpdyFrames.RstStream when length >= 4 && _streams.TryGetValue(BinaryPrimitives.ReadInt32BigEndian(payload), out var given):
                given.TakeReset();
                break;
            case SpdyFrames.Ping:
                await WriteAsync(() => SpdyFrames.Control(SpdyFrames.Ping, payload)).ConfigureAwait(false);
                break;
            case SpdyFrames.GoAway:
                return false;
        }

        return true;
    }

    private async Task OpenAsync(byte[] payload, byte flags)
    {
        var id = BinaryPrimitives.ReadInt32BigEndian(payload) & int.MaxValue;
        var stream = new SpdyStream(this, id, _headers.Read(payload.AsSpan(SpdyFrames.SynStreamHead)));
        if (_streams.Count >= MostStreams || !_streams.TryAdd(id, stream))
        {
            // One of that number, if there is one, goes on.
            await WriteAsync(() => Reset(id, SpdyFrames.RefusedStream)).ConfigureAwait(false);
            return;
        }

        _newest = Math.Max(_newest, id);
        if ((flags & SpdyFrames.Fin) != 0)
        {
            stream.TakeEnd();
        }

        await _incoming.Writer.WriteAsync(stream, Gone).ConfigureAwait(false);
    }
}
