using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops;

/// <summary>
/// A cached, watched view of a kind: lists once, then follows the watch; when the watch can go no further back (410) it lists again
/// and tells its handlers the difference. Readers never lock; handlers are called one event at a time, in order.
/// </summary>
internal sealed partial class Informer(ResourceKind kind, IObjectRegistry registry, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<ObjectKey, StoredObject> _objects = new();
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action<WatchEvent>[] _handlers = [];

    public ResourceKind Kind => kind;

    /// <summary>Completes when the first list has been read.</summary>
    public Task Synced => _synced.Task;

    public StoredObject? Find(ObjectKey key) => _objects.GetValueOrDefault(key);

    /// <param name="ns">Null: all namespaces.</param>
    public IReadOnlyList<StoredObject> List(string? ns) =>
        [.. _objects.Values.Where(item => ns is null || item.Key.Namespace == ns).OrderBy(item => item.Key)];

    /// <summary>Tells <paramref name="handler"/> of what is there (as Added) and then of every change. It must be quick and must not wait.</summary>
    /// <returns>Dispose it to hear no more.</returns>
    public IDisposable Subscribe(Action<WatchEvent> handler)
    {
        lock (_lock)
        {
            foreach (var item in List(null))
            {
                Tell(handler, new WatchEvent(WatchEventType.Added, item, null));
            }

            _handlers = [.. _handlers, handler];
        }

        return new Subscription(this, handler);
    }

    /// <summary>Follows the kind until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var snapshot = registry.List(kind, null);
                Replace(snapshot.Items);
                _synced.TrySetResult();
                await foreach (var change in registry.WatchAsync(kind, null, snapshot.ResourceVersion, ct))
                {
                    Apply(change);
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (StatusException e) when (e.Code == 410)
            {
                LogListAgain(kind, e.Message);
            }
            catch (Exception e)
            {
                LogFailed(e, kind);
                await Task.Delay(PauseAfterFailure, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Takes over what an earlier informer of the same resource knew, before it runs: what went in between is told by its first list.</summary>
    public void TakeOver(Informer earlier)
    {
        lock (_lock)
        {
            foreach (var item in earlier.List(null))
            {
                _objects[item.Key] = item;
            }
        }
    }

    /// <summary>Forgets all objects, and tells of each that it is gone.</summary>
    public void Clear() => Replace([]);

    private void Replace(IReadOnlyList<StoredObject> items)
    {
        lock (_lock)
        {
            var present = items.Select(item => item.Key).ToHashSet();
            foreach (var gone in _objects.Values.Where(item => !present.Contains(item.Key)).ToList())
            {
                Apply_NeedsLock(new WatchEvent(WatchEventType.Deleted, gone, gone));
            }

            foreach (var item in items)
            {
                var previous = Find(item.Key);
                if (previous is null)
                {
                    Apply_NeedsLock(new WatchEvent(WatchEventType.Added, item, null));
                }
                else if (previous.Uid != item.Uid)
                {
                    // Deleted and made again while nobody watched: two events, as those who keep something by uid need them.
                    Apply_NeedsLock(new WatchEvent(WatchEventType.Deleted, previous, previous));
                    Apply_NeedsLock(new WatchEvent(WatchEventType.Added, item, null));
                }
                else if (previous.ResourceVersion != item.ResourceVersion)
                {
                    Apply_NeedsLock(new WatchEvent(WatchEventType.Modified, item, previous));
                }
            }
        }
    }

    private void Apply(WatchEvent change)
    {
        lock (_lock)
        {
            Apply_NeedsLock(change);
        }
    }

    private void Apply_NeedsLock(WatchEvent change)
    {
        if (change.Type == WatchEventType.Deleted)
        {
            _objects.TryRemove(change.Object.Key, out _);
        }
        else
        {
            _objects[change.Object.Key] = change.Object;
        }

        foreach (var handler in _handlers)
        {
            Tell(handler, change);
        }
    }

    /// <summary>One handler's mistake must not end the view of all others.</summary>
    private void Tell(Action<WatchEvent> handler, WatchEvent change)
    {
        try
        {
            handler(change);
        }
        catch (Exception e)
        {
            LogHandlerFailed(e, kind, change.Object.Key);
        }
    }

    private void Unsubscribe(Action<WatchEvent> handler)
    {
        lock (_lock)
        {
            _handlers = [.. _handlers.Where(other => other != handler)];
        }
    }

    [LoggerMessage(EventId = 3201, Level = LogLevel.Debug, Message = "The watch of '{Kind}' ended ({Reason}); listing again")]
    private partial void LogListAgain(ResourceKind kind, string reason);

    [LoggerMessage(EventId = 3202, Level = LogLevel.Error, Message = "Following '{Kind}' failed; trying again in a second")]
    private partial void LogFailed(Exception e, ResourceKind kind);

    [LoggerMessage(EventId = 3203, Level = LogLevel.Error, Message = "A handler of '{Kind}' failed at '{Key}'")]
    private partial void LogHandlerFailed(Exception e, ResourceKind kind, ObjectKey key);

    private sealed class Subscription(Informer informer, Action<WatchEvent> handler) : IDisposable
    {
        public void Dispose() => informer.Unsubscribe(handler);
    }
}
