using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Workshop.Hosting.Kube;

namespace Workshop.Hosting.Rows;

/// <summary>
/// The logs of pods' rows. Whoever watches a row gets its log live; beyond that the first <see cref="Standing"/> pods' are followed all the time, so that who asks afterwards
/// (<c>aspire logs</c> without following) finds them. With hundreds of pods that would be as many open requests for nobody.
/// </summary>
internal sealed class PodLogs(IKubernetesApi api, ResourceLoggerService loggers, TimeProvider time) : IAsyncDisposable
{
    private const int Standing = 50;

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, PodLog> _logs = [];
    private readonly Dictionary<string, PodLog> _left = [];
    private readonly HashSet<string> _watched = [];
    private Task _watching = Task.CompletedTask;

    public void Begin() => _watching = WatchAsync(_stop.Token);

    /// <summary>A pod as it is now, in its row.</summary>
    public async Task ShowAsync(string row, V1Pod pod)
    {
        await _gate.WaitAsync();
        try
        {
            if (!_logs.TryGetValue(row, out var log))
            {
                await ForgetAsync(row);
                _logs[row] = log = new PodLog(api, pod, loggers.GetLogger(row), time);
            }

            if (!log.IsFollowing && (_watched.Contains(row) || _logs.Values.Count(other => other.IsFollowing) < Standing))
            {
                log.Begin();
            }

            log.Show(pod);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The row's pod is gone; its log stays until the row shows another.</summary>
    public async Task LeaveAsync(string row)
    {
        await _gate.WaitAsync();
        try
        {
            if (_logs.Remove(row, out var log))
            {
                log.Complete();
                _left[row] = log;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var log in _logs.Values.Concat(_left.Values))
        {
            await log.DisposeAsync();
        }

        _stop.Dispose();
        _gate.Dispose();
    }

    private async Task WatchAsync(CancellationToken ct)
    {
        await foreach (var change in loggers.WatchAnySubscribersAsync(ct))
        {
            await _gate.WaitAsync(ct);
            try
            {
                await (change.AnySubscribers ? WatchedAsync(change.Name) : UnwatchedAsync(change.Name));
            }
            finally
            {
                _gate.Release();
            }
        }
    }

    private Task WatchedAsync(string row)
    {
        _watched.Add(row);
        if (_logs.TryGetValue(row, out var log) && !log.IsFollowing)
        {
            log.Begin();
        }

        return Task.CompletedTask;
    }

    private async Task UnwatchedAsync(string row)
    {
        _watched.Remove(row);
        if (_logs.TryGetValue(row, out var log) && log.IsFollowing && _logs.Values.Count(other => other.IsFollowing) > Standing)
        {
            await log.PauseAsync();
        }
    }

    // The row shows another pod now.
    private async Task ForgetAsync(string row)
    {
        if (!_left.Remove(row, out var before))
        {
            return;
        }

        await before.DisposeAsync();
        if (!AspireInternals.TryForgetLog(loggers, row))
        {
            loggers.GetLogger(row).Log(Microsoft.Extensions.Logging.LogLevel.Information, default, "---- another pod from here on ----", null, static (message, _) => message);
        }
    }
}
