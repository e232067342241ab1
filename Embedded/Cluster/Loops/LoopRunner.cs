using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops;

/// <summary>Owns a running loop: events become keys, keys wait in a queue, workers make one pass for each.</summary>
internal sealed partial class LoopRunner(Loop loop, LoopTelemetry telemetry, TimeProvider time, ILogger<LoopRunner> logger) : IHostedService, IAsyncDisposable
{
    private readonly KeyQueue _queue = new(time);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IDisposable> _subscriptions = [];
    private Task _working = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _working = Task.WhenAll(Enumerable.Range(0, loop.Workers).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));
        _subscriptions.AddRange(loop.Sources.Select(source => source(_queue.Add)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        _subscriptions.ForEach(subscription => subscription.Dispose());
        _subscriptions.Clear();
        await _working.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _queue.Dispose();
        _stopping.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            while (true)
            {
                await PassAsync(await _queue.TakeAsync(_stopping.Token));
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopped while waiting for a key.
        }
    }

    private async Task PassAsync(ObjectKey key)
    {
        var startedAt = time.GetTimestamp();
        using var activity = telemetry.StartPass(loop.Name, key);
        var outcome = await TryAsync(key);

        // Counted before the key is free: its next pass may begin at once, on another worker, and must be counted after this one.
        telemetry.EndPass(activity, loop.Name, outcome, time.GetElapsedTime(startedAt));
        _queue.Done(key);
    }

    private async Task<string> TryAsync(ObjectKey key)
    {
        try
        {
            var result = await loop.Reconciler.ReconcileAsync(key, _stopping.Token);
            _queue.Forget(key);
            if (result.RequeueAfter is { } delay)
            {
                _queue.AddAfter(key, delay);
            }

            LogPass(loop.Name, key);
            return PassOutcome.Done;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return PassOutcome.Stopped;
        }
        catch (StatusException e) when (e.IsConflict || e.IsNotFound)
        {
            // Written by somebody else, or gone, since the pass read it: the next pass reads what is there now.
            _queue.AddAfterFailure(key);
            LogConflict(loop.Name, key);
            return PassOutcome.Conflict;
        }
        catch (StatusException e)
        {
            if (_queue.AddAfterFailure(key) == 1)
            {
                LogRefused(loop.Name, key, e.Message);
            }

            return PassOutcome.Refused;
        }
        catch (Exception e)
        {
            // Logged at the first failure in a row; the later ones are in the count of outcomes.
            if (_queue.AddAfterFailure(key) == 1)
            {
                LogFailed(e, loop.Name, key);
            }

            Activity.Current?.AddException(e);
            return PassOutcome.Error;
        }
    }

    [LoggerMessage(EventId = 3210, Level = LogLevel.Debug, Message = "Loop '{Loop}' made a pass for '{Key}'")]
    private partial void LogPass(string loop, ObjectKey key);

    [LoggerMessage(EventId = 3211, Level = LogLevel.Debug, Message = "Loop '{Loop}' found '{Key}' changed beneath it and tries again")]
    private partial void LogConflict(string loop, ObjectKey key);

    [LoggerMessage(EventId = 3213, Level = LogLevel.Warning, Message = "Loop '{Loop}' was refused at '{Key}' and tries again, ever more slowly: {Reason}")]
    private partial void LogRefused(string loop, ObjectKey key, string reason);

    [LoggerMessage(EventId = 3212, Level = LogLevel.Error, Message = "Loop '{Loop}' failed at '{Key}' and tries again, ever more slowly")]
    private partial void LogFailed(Exception e, string loop, ObjectKey key);
}
