using Microsoft.Extensions.Hosting;

namespace Workshop.Cluster.Start;

/// <summary>Signals and the console are the AppHost's business: the cluster ends when it is told to.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
