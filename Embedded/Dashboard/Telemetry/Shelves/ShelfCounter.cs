namespace Workshop.Dashboard.Telemetry.Shelves;

/// <summary>Counts one kind since the start of the process. Changed by the writer only, under the store's lock.</summary>
internal sealed class ShelfCounter
{
    private long _received;
    private long _evicted;
    private long _rejected;

    public long Kept => _received - _evicted;

    public void Keep() => _received++;

    public void Evict() => _evicted++;

    public void Reject(long count) => _rejected += count;

    public TelemetryCount Count(long limit) => new(Kept, limit, _received, _rejected, _evicted);
}
