using System.IO.Pipelines;

namespace Workshop.Cluster.Api.Streams.Spdy;

/// <summary>One stream that a client opened; each side ends its own half.</summary>
internal sealed class SpdyStream(SpdyConnection connection, int id, IReadOnlyDictionary<string, string> headers)
{
    /// <summary>So much is kept for who reads it; then the client has to wait.</summary>
    private const int InputLimit = 1024 * 1024;

    private readonly Pipe _input = new(new PipeOptions(pauseWriterThreshold: InputLimit, resumeWriterThreshold: InputLimit - (64 * 1024), useSynchronizationContext: false));
    private int _halves = 2;
    private int _isFinished;

    public int Id => id;

    /// <value>The client takes nothing any more.</value>
    public bool IsReset { get; private set; }

    public PipeReader Input => _input.Reader;

    public string? Header(string name) => headers.GetValueOrDefault(name);

    public Task AcceptAsync() => connection.ReplyAsync(id);

    public Task SendAsync(ReadOnlyMemory<byte> bytes) => IsReset ? Task.CompletedTask : connection.SendAsync(id, bytes, isLast: false);

    /// <summary>Nothing more will be sent.</summary>
    public async Task FinishAsync()
    {
        if (Interlocked.Exchange(ref _isFinished, 1) == 0)
        {
            EndHalf();
            if (!IsReset)
            {
                await connection.SendAsync(id, ReadOnlyMemory<byte>.Empty, isLast: true).ConfigureAwait(false);
            }
        }
    }

    public ValueTask<FlushResult> TakeAsync(ReadOnlyMemory<byte> bytes) => _input.Writer.WriteAsync(bytes, CancellationToken.None);

    /// <summary>The client's half has ended.</summary>
    public void TakeEnd()
    {
        _input.Writer.Complete();
        EndHalf();
    }

    /// <summary>The client, or this side, gives the whole stream up.</summary>
    public void TakeReset()
    {
        IsReset = true;
        _input.Writer.Complete();
        connection.Forget(id);
    }

    private void EndHalf()
    {
        if (Interlocked.Decrement(ref _halves) == 0)
        {
            connection.Forget(id);
        }
    }
}
