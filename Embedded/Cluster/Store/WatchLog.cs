using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Store;

/// <summary>
/// The last changes of one kind. Readers follow it by a cursor of their own, so that nothing is buffered for a slow one:
/// it is told "expired" once the log has forgotten what it would have read next.
/// </summary>
/// <param name="capacity">Changes that are kept.</param>
/// <param name="start">The store's version when the log began: what happened before is not in it.</param>
internal sealed class WatchLog(int capacity, long start)
{
    /// <value>So many changes later every loop has seen one: what was decoded for them is let go. What is still in use is decoded once more.</value>
    internal const int Recent = 100;

    private readonly Lock _gate = new();
    private readonly WatchEvent[] _ring = new WatchEvent[capacity];
    private int _first;
    private int _count;
    private long _forgotten = start;
    private TaskCompletionSource _changed = NewSignal();

    public void Append(WatchEvent change)
    {
        TaskCompletionSource signal;
        lock (_gate)
        {
            if (_count == _ring.Length)
            {
                _forgotten = _ring[_first].Object.ResourceVersion;
                _first = (_first + 1) % _ring.Length;
                _count--;
            }

            _ring[(_first + _count) % _ring.Length] = change;
            _count++;
            if (_count > Recent)
            {
                var seen = At(_count - 1 - Recent);
                seen.Object.ForgetTyped();
                seen.Previous?.ForgetTyped();
            }

            signal = _changed;
            _changed = NewSignal();
        }

        signal.SetResult();
    }

    /// <summary>The changes after <paramref name="since"/>, and a task that ends at the next one.</summary>
    /// <returns>Null changes: the log does not reach back so far.</returns>
    public (IReadOnlyList<WatchEvent>? Changes, Task Next) ReadAfter(long since)
    {
        lock (_gate)
        {
            if (since < _forgotten)
            {
                return (null, _changed.Task);
            }

            var unread = 0;
            while (unread < _count && At(_count - 1 - unread).Object.ResourceVersion > since)
            {
                unread++;
            }

            var changes = new WatchEvent[unread];
            for (var i = 0; i < unread; i++)
            {
                changes[i] = At(_count - unread + i);
            }

            return (changes, _changed.Task);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WatchEvent At(int index) => _ring[(_first + index) % _ring.Length];
}
