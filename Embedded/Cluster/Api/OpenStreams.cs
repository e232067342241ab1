using Microsoft.Extensions.Hosting;

namespace Workshop.Cluster.Api;

/// <summary>Ends watches and followed logs just before the web server stops, which otherwise waits for them. Registered right after the server: stopped right before it.</summary>
internal sealed class OpenStreams : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _ending = new();

    public CancellationToken Ending => _ending.Token;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => _ending.CancelAsync();

    public void Dispose() => _ending.Dispose();
}
