namespace Workshop.Dashboard.Shell.Parts;

/// <summary>Draws a page anew when something has changed, at most ten times a second: requests that come meanwhile are the same one.</summary>
/// <param name="time">The clock of the pause between two.</param>
/// <param name="refresh">Loads and draws, on the page's own dispatcher.</param>
/// <param name="failed">Gets what a refresh throws: the page's own <c>DispatchExceptionAsync</c>.</param>
internal sealed class LiveRefresh(TimeProvider time, Func<Task> refresh, Func<Exception, Task> failed) : IDisposable
{
    private const int Idle = 0;
    private const int Working = 1;
    private const int Asked = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _closed = new();
    private IDisposable[] _following = [];
    private int _state = Idle;

    /// <summary>Ends these subscriptions with the page.</summary>
    public void Follow(params IDisposable[] subscriptions) => _following = subscriptions;

    /// <summary>From any thread.</summary>
    public void Request()
    {
        if (Interlocked.Exchange(ref _state, Asked) == Idle)
        {
            _ = WorkAsync();
        }
    }

    public void Dispose()
    {
        _closed.Cancel();
        foreach (var subscription in _following)
        {
            subscription.Dispose();
        }
    }

    private async Task WorkAsync()
    {
        do
        {
            Interlocked.Exchange(ref _state, Working);
            await RefreshAsync();
            await Task.Delay(Pause, time, _closed.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!_closed.IsCancellationRequested && Interlocked.CompareExchange(ref _state, Idle, Working) != Working);
    }

    private async Task RefreshAsync()
    {
        try
        {
            if (!_closed.IsCancellationRequested)
            {
                await refresh();
            }
        }
        catch (ObjectDisposedException) when (_closed.IsCancellationRequested)
        {
            // The page was closed while the refresh waited for it.
        }
        catch (Exception failure)
        {
            await failed(failure);
        }
    }
}
