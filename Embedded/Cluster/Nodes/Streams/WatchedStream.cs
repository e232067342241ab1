using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Nodes.Streams;

/// <summary>Knows whether its reader waits for the program or the program for its reader.</summary>
internal sealed class WatchedStream(Stream inner) : ReadOnlyStream
{
    private readonly TaskCompletionSource _atEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isWaiting;

    /// <summary>Done when the end has been read.</summary>
    public Task AtEnd => _atEnd.Task;

    /// <summary>The end has been read, or somebody waits for more.</summary>
    public bool IsAtRest => _isWaiting || _atEnd.Task.IsCompleted;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _isWaiting = true;
        try
        {
            var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                _atEnd.TrySetResult();
            }

            return count;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Nobody is left who could write to it.
            _atEnd.TrySetResult();
            return 0;
        }
        finally
        {
            _isWaiting = false;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("read it asynchronously");
}
