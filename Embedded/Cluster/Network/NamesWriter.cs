using System.Threading.Channels;
using k8s.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Loops;

namespace Workshop.Cluster.Network;

/// <summary>Keeps the names files true: every change of a Service or of its endpoints is in them within milliseconds.</summary>
internal sealed partial class NamesWriter(
    NamesFolder folder, Informer<V1Namespace> namespaces, Informer<V1Service> services, Informer<V1EndpointSlice> slices, TimeProvider time, ILogger<NamesWriter> logger)
    : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IDisposable> _subscriptions = [];
    private Task _writing = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscriptions.Add(namespaces.Subscribe(_ => _changes.Writer.TryWrite(true)));
        _subscriptions.Add(services.Subscribe(_ => _changes.Writer.TryWrite(true)));
        _subscriptions.Add(slices.Subscribe(_ => _changes.Writer.TryWrite(true)));
        Write();
        _writing = Task.Run(WriteChangesAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _subscriptions.ForEach(subscription => subscription.Dispose());
        _subscriptions.Clear();
        await _stopping.CancelAsync();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stopping.Dispose();
    }

    private async Task WriteChangesAsync()
    {
        while (await _changes.Reader.WaitToReadAsync(_stopping.Token))
        {
            // Taken before the objects are read: a change that comes while they are written is not lost.
            _changes.Reader.TryRead(out _);
            try
            {
                Write();
            }
            catch (Exception e)
            {
                LogFailed(e);
                await Task.Delay(PauseAfterFailure, time, _stopping.Token);
                _changes.Writer.TryWrite(true);
            }
        }
    }

    private void Write()
    {
        var byService = ServiceEndpoints.ByService(slices.List());
        var all = services.List().ToDictionary(service => $"{service.Metadata.NamespaceProperty}/{service.Metadata.Name}");
        var byNamespace = all.Values.ToLookup(service => service.Metadata.NamespaceProperty);
        folder.Write(namespaces.List().Select(ns => ns.Metadata.Name).ToDictionary(ns => ns, ns => NamesFile.For(byNamespace[ns], byService, all)));
    }

    [LoggerMessage(EventId = 3501, Level = LogLevel.Error, Message = "The names files could not be written; tried again in a second")]
    private partial void LogFailed(Exception e);
}
