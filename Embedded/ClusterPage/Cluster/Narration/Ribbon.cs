using System.Collections.Immutable;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Narration;

/// <summary>Follows the cluster from the cluster page's start and keeps what was told, for pages that open later, too.</summary>
internal sealed class Ribbon(IClusterView view) : IHostedService
{
    /// <value>Stories that are kept, over all namespaces.</value>
    public const int Capacity = 500;

    private readonly Lock _lock = new();
    private ClusterSnapshot? _told;
    private IDisposable? _subscription;
    private ImmutableList<Story> _stories = [];

    /// <value>Newest first.</value>
    public ImmutableList<Story> Stories
    {
        get
        {
            lock (_lock)
            {
                return _stories;
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The first subscriber is told first: a page that hears of a change finds it explained.
        _subscription = view.Subscribe(Follow);
        Follow();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }

    private void Follow()
    {
        lock (_lock)
        {
            var now = view.Current;
            var told = _told is null ? [] : Narrator.Tell(_told, now);

            // While a kind is read again, what was seen before is what the next whole picture is compared with.
            _told = _told is null || !_told.IsComplete || now.IsComplete ? now : _told;
            var kept = _stories.InsertRange(0, told.Reverse());
            _stories = kept.Count <= Capacity ? kept : kept.RemoveRange(Capacity, kept.Count - Capacity);
        }
    }
}
