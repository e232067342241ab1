using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops;

/// <summary>An informer with its run and those who listen to all kinds.</summary>
internal sealed class RunningInformer(Informer informer)
{
    private readonly Dictionary<Action<ResourceKind, WatchEvent>, IDisposable> _subscriptions = [];
    private CancellationTokenSource? _end;

    public Informer Informer => informer;

    public Task Task { get; private set; } = Task.CompletedTask;

    public void Start(CancellationToken stopping)
    {
        // Ended or not, it lives no longer than the set that cancels it.
        _end = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var ct = _end.Token;
        Task = Task.Run(() => informer.RunAsync(ct), CancellationToken.None);
    }

    public void Subscribe(Action<ResourceKind, WatchEvent> listener) =>
        _subscriptions[listener] = informer.Subscribe(change => listener(informer.Kind, change));

    public void Unsubscribe(Action<ResourceKind, WatchEvent> listener)
    {
        if (_subscriptions.Remove(listener, out var subscription))
        {
            subscription.Dispose();
        }
    }

    /// <summary>Ends the run.</summary>
    /// <param name="isKindGone">Then so are its objects, and whoever listens is told.</param>
    public async Task EndAsync(bool isKindGone)
    {
        if (_end is not null)
        {
            await _end.CancelAsync();
            await Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _end.Dispose();
        }

        if (isKindGone)
        {
            informer.Clear();
        }
    }
}
