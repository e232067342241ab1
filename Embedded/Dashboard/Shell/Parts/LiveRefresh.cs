namespace Workshop.Dashboard.Shell.Parts;

/// <summary>Draws a page anew when something has changed: requests that come while one is waiting for the page are the same one.</summary>
/// <param name="refresh">Loads and draws, on the page's own dispatcher.</param>
internal sealed class LiveRefresh(Func<Task> refresh) : IDisposable
{
    private IDisposable[] _following = [];
    private int _isWaiting;
    private volatile bool _isClosed;

    /// <summary>Ends these subscriptions with the page.</summary>
    public void Follow(params IDisposable[] subscriptions) => _following = subscriptions;

    /// <summary>From any thread.</summary>
    public void Request()
    {
        if (!_isClosed && Interlocked.Exchange(ref _isWaiting, 1) == 0)
        {
            _ = RefreshAsync();
        }
    }

    public void Dispose()
    {
        _isClosed = true;
        foreach (var subscription in _following)
        {
            subscription.Dispose();
        }
    }

    private async Task RefreshAsync()
    {
        try
        {
            await refresh();
        }
        catch (ObjectDisposedException) when (_isClosed)
        {
            // The page was closed while the refresh waited for it.
        }
        finally
        {
            Interlocked.Exchange(ref _isWaiting, 0);
        }
    }
}
