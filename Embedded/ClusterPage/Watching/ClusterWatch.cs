namespace Workshop.ClusterPage.Watching;

/// <summary>Runs one watcher a kind, from the start of the cluster page to its end.</summary>
internal sealed class ClusterWatch(IClusterTransport transport, SnapshotHolder holder, TimeProvider time, ILogger<KindWatcher> logger) : BackgroundService
{
    // The jitter of retries is no secret.
#pragma warning disable CA5394
    private static readonly Func<double> Jitter = Random.Shared.NextDouble;
#pragma warning restore CA5394

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(WatchedTables.All.Select(table => new KindWatcher(table, transport, holder, time, Jitter, logger).RunAsync(stoppingToken)));
}
