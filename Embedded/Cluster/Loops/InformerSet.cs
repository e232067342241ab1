using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops;

/// <summary>
/// One informer per kind. Starts them all and waits until each has read its first list; loops start after it. Kinds that CustomResourceDefinitions add or
/// take away later come and go with their informers.
/// </summary>
internal sealed class InformerSet : IHostedService, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly IObjectRegistry _registry;
    private readonly Func<ResourceKind, Informer> _make;
    private readonly Dictionary<string, RunningInformer> _informers;
    private readonly List<Action<ResourceKind, WatchEvent>> _listeners = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _ending = Task.CompletedTask;
    private bool _isStarted;
    private int _disposed;

    public InformerSet(IObjectRegistry registry, TimeProvider time, ILogger<Informer> logger)
    {
        _registry = registry;
        _make = kind => new Informer(kind, registry, time, logger);
        _informers = registry.Kinds.Current.Stored.ToDictionary(kind => kind.GroupResource, kind => new RunningInformer(_make(kind)));
    }

    public IReadOnlyCollection<Informer> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _informers.Values.Select(running => running.Informer)];
            }
        }
    }

    public Informer Of(ResourceKind kind)
    {
        lock (_lock)
        {
            return _informers[kind.GroupResource].Informer;
        }
    }

    /// <summary>Tells of every object of every kind, also of kinds that are not there yet.</summary>
    /// <returns>Dispose it to hear no more.</returns>
    public IDisposable SubscribeAll(Action<ResourceKind, WatchEvent> listener)
    {
        lock (_lock)
        {
            _listeners.Add(listener);
            foreach (var running in _informers.Values)
            {
                running.Subscribe(listener);
            }
        }

        return new Subscription(this, listener);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _isStarted = true;
            foreach (var running in _informers.Values)
            {
                running.Start(_stopping.Token);
            }
        }

        _registry.Kinds.Changed += Follow;
        Follow();
        return Task.WhenAll(All.Select(informer => informer.Synced)).WaitAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _registry.Kinds.Changed -= Follow;
        await _stopping.CancelAsync();
        await Running().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The container may call it twice: as itself, and as a hosted service.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        _registry.Kinds.Changed -= Follow;
        await _stopping.CancelAsync();
        await Running().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private Task Running()
    {
        lock (_lock)
        {
            return Task.WhenAll([_ending, .. _informers.Values.Select(running => running.Task)]);
        }
    }

    // A kind whose definition changed is followed anew, so that loops write its objects by the present schema.
    private void Follow()
    {
        lock (_lock)
        {
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            var earlier = new Dictionary<string, Informer>(StringComparer.Ordinal);
            var wanted = _registry.Kinds.Current.Stored.ToDictionary(kind => kind.GroupResource);
            foreach (var (name, running) in _informers.ToList())
            {
                if (!wanted.TryGetValue(name, out var kind) || !ReferenceEquals(kind, running.Informer.Kind))
                {
                    _informers.Remove(name);
                    earlier[name] = running.Informer;
                    _ending = Task.WhenAll(_ending, Task.Run(() => running.EndAsync(isKindGone: kind is null)));
                }
            }

            foreach (var (name, kind) in wanted.Where(kind => !_informers.ContainsKey(kind.Key)))
            {
                var running = _informers[name] = new RunningInformer(_make(kind));
                if (earlier.GetValueOrDefault(name) is { } before)
                {
                    running.Informer.TakeOver(before);
                }

                _listeners.ForEach(running.Subscribe);
                if (_isStarted)
                {
                    running.Start(_stopping.Token);
                }
            }
        }
    }

    private void Unsubscribe(Action<ResourceKind, WatchEvent> listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
            foreach (var running in _informers.Values)
            {
                running.Unsubscribe(listener);
            }
        }
    }

    private sealed class Subscription(InformerSet informers, Action<ResourceKind, WatchEvent> listener) : IDisposable
    {
        public void Dispose() => informers.Unsubscribe(listener);
    }
}
