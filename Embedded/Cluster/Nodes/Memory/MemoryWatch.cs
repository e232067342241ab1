using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Nodes.Memory;

/// <summary>Holds containers to their memory limits: looks again and again, the sooner the nearer one is to its limit, and ends the one that is beyond it.</summary>
internal sealed partial class MemoryWatch(TreeMemory memory, TimeProvider time, ILogger<MemoryWatch> logger) : IHostedService, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Watched> _watched = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Uptime _uptime = new(time);
    private Task _watching = Task.CompletedTask;
    private bool _isDisposed;

    /// <param name="id">The container's.</param>
    /// <param name="kill">Called at most once, when it has more than <paramref name="limit"/>.</param>
    public void Watch(string id, ILaunchedProcess process, long limit, Action kill) => _watched[id] = new Watched(process, limit, kill, _uptime.Now);

    public void Forget(string id) => _watched.TryRemove(id, out _);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _watching = Task.Run(WatchAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        // Twice: as the pods' service, and as one that is started and stopped.
        if (!_isDisposed)
        {
            _isDisposed = true;
            await StopAsync(CancellationToken.None);
            _stopping.Dispose();
        }
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(WatchPeriod.Shortest, time);
        while (await timer.WaitForNextTickAsync(_stopping.Token))
        {
            foreach (var (id, watched) in _watched)
            {
                try
                {
                    Look(id, watched);
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    LogFailed(e, id);
                }
            }
        }
    }

    private void Look(string id, Watched watched)
    {
        var now = _uptime.Now;
        if (watched.NextAt > now)
        {
            return;
        }

        var used = memory.Of(watched.Process);
        if (used > watched.Limit)
        {
            Forget(id);
            watched.Kill();
            return;
        }

        watched.NextAt = now + WatchPeriod.For(used, watched.Limit, now - watched.StartedAt);
    }

    [LoggerMessage(EventId = 3425, Level = LogLevel.Error, Message = "The memory of container {Id} could not be read; tried again soon")]
    private partial void LogFailed(Exception e, string id);

    /// <summary>Only the watching task changes it.</summary>
    private sealed class Watched(ILaunchedProcess process, long limit, Action kill, TimeSpan startedAt)
    {
        public ILaunchedProcess Process { get; } = process;

        public long Limit { get; } = limit;

        public Action Kill { get; } = kill;

        public TimeSpan StartedAt { get; } = startedAt;

        public TimeSpan NextAt { get; set; }
    }
}
