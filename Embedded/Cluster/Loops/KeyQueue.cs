using System.Threading.Channels;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Loops;

/// <summary>
/// Keys that wait for a pass. A key waits at most once, however many events named it, and is handed to one worker at a time:
/// a key that is added while it is worked on comes again after <see cref="Done"/>. So the queue is bounded by the number of objects.
/// </summary>
internal sealed class KeyQueue(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Uptime _uptime = new(time);
    private readonly Channel<ObjectKey> _ready = Channel.CreateUnbounded<ObjectKey>();
    private readonly HashSet<ObjectKey> _wanted = [];
    private readonly HashSet<ObjectKey> _working = [];
    private readonly Dictionary<ObjectKey, Alarm> _alarms = [];
    private readonly Dictionary<ObjectKey, int> _failures = [];
    private bool _disposed;

    /// <summary>Number of keys that wait, those that are worked on and came again included.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _wanted.Count;
            }
        }
    }

    /// <value>Of those the ones that a worker may take now; never more than <see cref="Count"/>.</value>
    public int Ready => _ready.Reader.Count;

    public void Add(ObjectKey key)
    {
        lock (_lock)
        {
            if (_wanted.Add(key) && !_working.Contains(key))
            {
                _ready.Writer.TryWrite(key);
            }
        }
    }

    /// <summary>Adds the key when the time has come. Of several delays of one key the earliest counts.</summary>
    public void AddAfter(ObjectKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }

        delay = delay < LongestDelay ? delay : LongestDelay;
        lock (_lock)
        {
            var dueAt = _uptime.Now + delay;
            if (_disposed || (_alarms.TryGetValue(key, out var earlier) && earlier.DueAt <= dueAt))
            {
                return;
            }

            earlier?.Timer.Dispose();
            _alarms[key] = new Alarm(dueAt, time.CreateTimer(_ => Ring(key, dueAt), null, delay, Timeout.InfiniteTimeSpan));
        }
    }

    /// <summary>Adds the key after a pause that doubles with each failure in a row: 5 ms, 10 ms … 1 min.</summary>
    /// <returns>Failures in a row, this one included.</returns>
    public int AddAfterFailure(ObjectKey key)
    {
        int failures;
        lock (_lock)
        {
            failures = _failures[key] = _failures.GetValueOrDefault(key) + 1;
        }

        AddAfter(key, Backoff(failures));
        return failures;
    }

    /// <summary>A pass went well: the next failure is a first one again.</summary>
    public void Forget(ObjectKey key)
    {
        lock (_lock)
        {
            _failures.Remove(key);
        }
    }

    /// <summary>Waits for a key; the taker calls <see cref="Done"/> when its pass has ended, however it ended.</summary>
    public async ValueTask<ObjectKey> TakeAsync(CancellationToken ct)
    {
        var key = await _ready.Reader.ReadAsync(ct);
        lock (_lock)
        {
            _wanted.Remove(key);
            _working.Add(key);
        }

        return key;
    }

    public void Done(ObjectKey key)
    {
        lock (_lock)
        {
            _working.Remove(key);
            if (_wanted.Contains(key))
            {
                _ready.Writer.TryWrite(key);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var alarm in _alarms.Values)
            {
                alarm.Timer.Dispose();
            }

            _alarms.Clear();
        }
    }

    private static TimeSpan Backoff(int failures) =>
        failures > 14 ? LongestBackoff : TimeSpan.FromTicks(Math.Min(FirstBackoff.Ticks << (failures - 1), LongestBackoff.Ticks));

    private void Ring(ObjectKey key, TimeSpan dueAt)
    {
        lock (_lock)
        {
            // A timer that was replaced by an earlier one may still ring; only the present one counts.
            if (!_alarms.TryGetValue(key, out var alarm) || alarm.DueAt != dueAt)
            {
                return;
            }

            _alarms.Remove(key);
            alarm.Timer.Dispose();
        }

        Add(key);
    }

    private sealed record Alarm(TimeSpan DueAt, ITimer Timer);
}
