using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops;

/// <summary>One informer per kind. Starts them all and waits until each has read its first list; loops start after it.</summary>
internal sealed class InformerSet : IHostedService, IAsyncDisposable
{
    private readonly Dictionary<ResourceKind, Informer> _informers;
    private readonly CancellationTokenSource _stopping = new();
    private int _disposed;
    private Task _running = Task.CompletedTask;

    public InformerSet(IObjectRegistry registry, TimeProvider time, ILogger<Informer> logger)
    {
        _informers = KindTable.Stored.ToDictionary(kind => kind, kind => new Informer(kind, registry, time, logger));
    }

    public IReadOnlyCollection<Informer> All => _informers.Values;

    public Informer Of(ResourceKind kind) => _informers[kind];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(All.Select(informer => Task.Run(() => informer.RunAsync(_stopping.Token), CancellationToken.None)));
        return Task.WhenAll(All.Select(informer => informer.Synced)).WaitAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The container may call it twice: as itself, and as a hosted service.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }
}
