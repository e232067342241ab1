using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>Tells subscribers that something has changed: soon, not too often, and never twice at once.</summary>
internal sealed partial class ChangeFeed : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly ILogger<ChangeFeed> _logger;
    private readonly ITimer _timer;
    private ImmutableList<Subscription> _subscriptions = [];
    private TelemetryVersions _versions = new(0, 0, 0, 0);
    private TelemetryVersions _told = new(0, 0, 0, 0);
    private bool _isDue;

    public ChangeFeed(TimeProvider clock, ILogger<ChangeFeed> logger)
    {
        _logger = logger;
        _timer = clock.CreateTimer(_ => Tell(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public TelemetryVersions Versions
    {
        get
        {
            lock (_lock)
            {
                return _versions;
            }
        }
    }

    public void Changed(Func<TelemetryVersions, TelemetryVersions> change)
    {
        lock (_lock)
        {
            _versions = change(_versions);
            Schedule_NeedsLock();
        }
    }

    public IDisposable Subscribe(Action<TelemetryVersions> changed)
    {
        var subscription = new Subscription(this, changed);
        ImmutableInterlocked.Update(ref _subscriptions, (all, one) => all.Add(one), subscription);
        return subscription;
    }

    public void Dispose() => _timer.Dispose();

    private void Schedule_NeedsLock()
    {
        if (!_isDue)
        {
            _isDue = true;
            _timer.Change(Pause, Timeout.InfiniteTimeSpan);
        }
    }

    private void Tell()
    {
        var versions = Versions;
        foreach (var subscription in _subscriptions)
        {
            try
            {
                subscription.Changed(versions);
            }
            catch (Exception e)
            {
                // One page's fault must not silence the others.
                LogSubscriberFailed(e);
            }
        }

        lock (_lock)
        {
            _told = versions;
            _isDue = false;
            if (_told != _versions)
            {
                Schedule_NeedsLock();
            }
        }
    }

    [LoggerMessage(EventId = 4110, Level = LogLevel.Error, Message = "A page failed when it was told that telemetry has changed")]
    private partial void LogSubscriberFailed(Exception failure);

    private sealed class Subscription(ChangeFeed feed, Action<TelemetryVersions> changed) : IDisposable
    {
        public void Changed(TelemetryVersions versions) => changed(versions);

        public void Dispose() => ImmutableInterlocked.Update(ref feed._subscriptions, (all, one) => all.Remove(one), this);
    }
}
