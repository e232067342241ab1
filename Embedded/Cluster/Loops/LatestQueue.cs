using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Workshop.Cluster.Loops;

/// <summary>
/// What waits for one reader: of each key only what came last, at the place where that came. So it is bounded by the number of keys, and what it drops is what no longer counts.
/// </summary>
internal sealed class LatestQueue<TKey, TItem>(Func<TItem, TKey> keyOf)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<TKey, TItem> _waiting = [];
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    public void Add(TItem item)
    {
        lock (_lock)
        {
            var key = keyOf(item);
            _waiting.Remove(key);
            _waiting.Add(key, item);
        }

        _bell.Writer.TryWrite(true);
    }

    /// <summary>Nothing more is waited for; what waits already may still be taken.</summary>
    public void Complete() => _bell.Writer.TryComplete();

    /// <returns>False when it is complete.</returns>
    public async ValueTask<bool> WaitAsync(CancellationToken ct)
    {
        if (!await _bell.Reader.WaitToReadAsync(ct).ConfigureAwait(false))
        {
            return false;
        }

        _bell.Reader.TryRead(out _);
        return true;
    }

    public bool TryTake([MaybeNullWhen(false)] out TItem item)
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                item = default;
                return false;
            }

            item = _waiting.GetAt(0).Value;
            _waiting.RemoveAt(0);
            return true;
        }
    }
}
