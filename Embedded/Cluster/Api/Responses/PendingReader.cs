namespace Workshop.Cluster.Api.Responses;

/// <summary>
/// Reads a stream of which the next item may take long, so that the writer can do something else meanwhile (flush, send a bookmark).
/// Ends the read that is under way before it ends the stream: an iterator must not be disposed of while it runs.
/// </summary>
internal sealed class PendingReader<T> : IAsyncDisposable
{
    private readonly CancellationTokenSource _end;
    private readonly IAsyncEnumerator<T> _items;

    public PendingReader(Func<CancellationToken, IAsyncEnumerable<T>> open, CancellationToken ct)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _items = open(_end.Token).GetAsyncEnumerator(_end.Token);
        Next = _items.MoveNextAsync().AsTask();
    }

    /// <summary>Whether there is another item; completes when it is there.</summary>
    public Task<bool> Next { get; private set; }

    /// <summary>The item that <see cref="Next"/> announced.</summary>
    public T Current => _items.Current;

    /// <summary>Starts reading the item after <see cref="Current"/>.</summary>
    public void Advance() => Next = _items.MoveNextAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await ((Task)Next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _items.DisposeAsync();
        _end.Dispose();
    }
}
