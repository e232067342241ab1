#nullable enable

using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

public class DistributedApplication : IHost, IDisposable, IAsyncDisposable
{
    public DistributedApplication(IHost host) => throw null!;
    public IServiceProvider Services => throw null!;
    public static IDistributedApplicationBuilder CreateBuilder() => throw null!;
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => throw null!;
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) => throw null!;
    public virtual void Dispose() => throw null!;
    public virtual ValueTask DisposeAsync() => throw null!;
    public void Run() => throw null!;
    public virtual Task RunAsync(CancellationToken cancellationToken = default) => throw null!;
    public virtual Task StartAsync(CancellationToken cancellationToken = default) => throw null!;
    public virtual Task StopAsync(CancellationToken cancellationToken = default) => throw null!;
}
