using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Workshop.Cluster.Nodes;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Api.Streams.Spdy;

/// <summary>A remote command over SPDY: a stream for each of input, output, errors, sizes, and the status.</summary>
internal sealed class SpdyStreams : IRemoteStreams
{
    private static readonly TimeSpan OpeningLimit = TimeSpan.FromSeconds(30);

    private readonly SpdyConnection _connection;
    private readonly IReadOnlyDictionary<string, SpdyStream> _streams;
    private readonly int _version;
    private readonly TerminalSizes _sizes = new();
    private readonly Task _sizing;

    private SpdyStreams(SpdyConnection connection, IReadOnlyDictionary<string, SpdyStream> streams, int version)
    {
        (_connection, _streams, _version) = (connection, streams, version);
        Input = streams.TryGetValue("stdin", out var input) ? input.Input : PipeReader.Create(Stream.Null);
        _sizing = ReadSizesAsync();
    }

    public PipeReader Input { get; }

    public ChannelReader<TerminalSize> Sizes => _sizes.Reader;

    public CancellationToken Gone => _connection.Gone;

    /// <summary>Waits until the client has opened all the streams that it asked for.</summary>
    /// <param name="version">Of the protocol: 4 has a status, 3 sizes.</param>
    /// <exception cref="OperationCanceledException">It has gone, or opened too few.</exception>
    public static async Task<SpdyStreams> OpenAsync(SpdyConnection connection, StreamWishes wishes, int version, TimeProvider time)
    {
        var missing = Expected(wishes, version).ToHashSet();
        var streams = new Dictionary<string, SpdyStream>();
        using var limit = new CancellationTokenSource(OpeningLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, connection.Gone);
        while (missing.Count > 0)
        {
            var stream = await connection.Incoming.ReadAsync(both.Token).ConfigureAwait(false);
            if (stream.Header("streamtype") is { } type && missing.Remove(type))
            {
                streams[type] = stream;
                await stream.AcceptAsync().ConfigureAwait(false);
            }
            else
            {
                await connection.ResetAsync(stream, SpdyFrames.RefusedStream).ConfigureAwait(false);
            }
        }

        return new SpdyStreams(connection, streams, version);
    }

    public Task SendAsync(bool isError, ReadOnlyMemory<byte> bytes) =>
        _streams.TryGetValue(isError ? "stderr" : "stdout", out var stream) ? stream.SendAsync(bytes) : Task.CompletedTask;

    public async Task FinishAsync(JsonObject status)
    {
        foreach (var name in (string[])["stdout", "stderr"])
        {
            if (_streams.TryGetValue(name, out var stream))
            {
                await stream.FinishAsync().ConfigureAwait(false);
            }
        }

        if (StatusText.For(_version, status) is { } text)
        {
            await _streams["error"].SendAsync(Encoding.UTF8.GetBytes(text)).ConfigureAwait(false);
        }

        await _streams["error"].FinishAsync().ConfigureAwait(false);
        await Input.CompleteAsync().ConfigureAwait(false);
        await _connection.FinishAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        await _sizing.ConfigureAwait(false);
    }

    private static IEnumerable<string> Expected(StreamWishes wishes, int version)
    {
        yield return "error";
        foreach (var (name, isWanted) in new[] { ("stdin", wishes.Input), ("stdout", wishes.Output), ("stderr", wishes.Error), ("resize", wishes.Terminal && version >= 3) })
        {
            if (isWanted)
            {
                yield return name;
            }
        }
    }

    private async Task ReadSizesAsync()
    {
        if (_streams.TryGetValue("resize", out var stream))
        {
            while (true)
            {
                var read = await stream.Input.ReadAsync().ConfigureAwait(false);
                foreach (var block in read.Buffer)
                {
                    _sizes.Push(block.Span, isWhole: false);
                }

                stream.Input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    break;
                }
            }
        }

        _sizes.Complete();
    }
}
