namespace Workshop.ClusterPage.Watching;

/// <summary>Passes changes on at most once a period: the first at once, those that follow together at the period's end. Subscribers are never called twice at once.</summary>
internal sealed partial class ChangeSignal : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeSpan _period;
    private readonly TimeProvider _time;
    private readonly ILogger<ChangeSignal> _logger;
    private readonly ITimer _timer;
    private Action[] _subscribers = [];
    private long? _toldAt;
    private bool _isDue;
    private bool _isTelling;

    public ChangeSignal(TimeSpan period, TimeProvider time, ILogger<ChangeSignal> logger)
    {
        _period = period;
        _time = time;
        _logger = logger;
        _timer = time.CreateTimer(_ => Tell(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public IDisposable Subscribe(Action changed)
    {
        lock (_lock)
        {
            _subscribers = [.. _subscribers, changed];
        }

        return new Subscription(this, changed);
    }

    public void Raise()
    {
        lock (_lock)
        {
            if (!_isDue)
            {
                _isDue = true;
                Schedule_NeedsLock();
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Schedule_NeedsLock()
    {
        if (!_isTelling)
        {
            var rest = _toldAt is { } at ? _period - _time.GetElapsedTime(at) : TimeSpan.Zero;
            _timer.Change(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void Tell()
    {
        Action[] subscribers;
        lock (_lock)
        {
            _isDue = false;
            _isTelling = true;
            _toldAt = _time.GetTimestamp();
            subscribers = _subscribers;
        }

        foreach (var subscriber in subscribers)
        {
            Tell(subscriber);
        }

        lock (_lock)
        {
            _isTelling = false;
            if (_isDue)
            {
                Schedule_NeedsLock();
            }
        }
    }

    // One page's mistake must not leave the others without news.
    private void Tell(Action subscriber)
    {
        try
        {
            subscriber();
        }
        catch (Exception e)
        {
            LogFailed(e);
        }
    }

    private void Unsubscribe(Action changed)
    {
        lock (_lock)
        {
            var at = Array.IndexOf(_subscribers, changed);
            if (at >= 0)
            {
                _subscribers = [.. _subscribers[..at], .. _subscribers[(at + 1)..]];
            }
        }
    }

    [LoggerMessage(EventId = 4408, Level = LogLevel.Error, Message = "A page that was told of a change failed")]
    private partial void LogFailed(Exception e);

    private sealed class Subscription(ChangeSignal signal, Action changed) : IDisposable
    {
        private int _isGone;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGone, 1) == 0)
            {
                signal.Unsubscribe(changed);
            }
        }
    }
}
