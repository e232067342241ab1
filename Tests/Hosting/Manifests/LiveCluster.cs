using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster;
using Workshop.Cluster.Images;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Manifests;
using Workshop.Hosting.Terminal;
using Workshop.Hosting.Tests.Models;

namespace Workshop.Hosting.Tests.Manifests;

/// <summary>A cluster of one node without an AppHost around it, for tests of what is brought into one; pods can be busybox.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes of it by IAsyncLifetime.")]
public sealed class LiveCluster : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private EmbeddedCluster? _cluster;
    private KubernetesApi? _api;

    internal IKubernetesApi Api => _api!;

    internal EmbeddedCluster Cluster => _cluster!;

    public async Task InitializeAsync()
    {
        _cluster = await StartAsync(startsEmpty: false);
        _api = KubernetesApi.Connect(_cluster.KubeconfigPath, "labs", TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    /// <summary>Ends it and starts it again in the same folder.</summary>
    public async Task RestartAsync(bool startsEmpty)
    {
        await StopAsync();
        _cluster = await StartAsync(startsEmpty);
        _api = KubernetesApi.Connect(_cluster.KubeconfigPath, "labs", TimeProvider.System);
    }

    public async Task<bool> HasAsync(string path)
    {
        try
        {
            await Api.GetAsync(path, CancellationToken.None);
            return true;
        }
        catch (KubernetesApiException e) when (e.Reason == "NotFound")
        {
            return false;
        }
    }

    private async Task StopAsync()
    {
        _api?.Dispose();
        if (_cluster is not null)
        {
            await _cluster.StopAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
        }
    }

    private Task<EmbeddedCluster> StartAsync(bool startsEmpty) => EmbeddedCluster.StartAsync(
        new ClusterOptions
        {
            StateFolder = _folder.PathOf("state"),
            NodeCount = 1,
            ApiPort = 0,
            StartsEmpty = startsEmpty,
            Images = new ImageCatalogue([new CatalogueImage("busybox", ["*"], [])]),
        },
        NullLoggerFactory.Instance,
        TimeProvider.System,
        CancellationToken.None);
}

/// <summary>The manifests of one AppHost in a <see cref="LiveCluster"/>.</summary>
internal sealed class GuestsOf : IAsyncDisposable
{
    private readonly DistributedApplication _application;
    private readonly ClusterGuests _guests;

    public GuestsOf(LiveCluster cluster, Action<IResourceBuilder<EmbeddedClusterResource>> add)
    {
        var builder = new TestModel().Builder;
        add(builder.AddEmbeddedCluster("kubernetes"));
        // Nothing of it is started: its services are Aspire's, its model is the one above.
        _application = builder.Build();
        var services = _application.Services;
        Notifications = services.GetRequiredService<ResourceNotificationService>();
        var telling = new GuestTelling(
            Notifications, services.GetRequiredService<ResourceLoggerService>(), new DistributedApplicationEventing(), services, new LogScreen(NullLogger<LogScreen>.Instance), TimeProvider.System);
        _guests = new ClusterGuests(builder.Resources, cluster.Api, telling);
        _guests.Begin();
    }

    public ResourceNotificationService Notifications { get; }

    public async Task<CustomResourceSnapshot> Becomes(string resource, string state) =>
        (await Notifications.WaitForResourceAsync(resource, seen => seen.Snapshot.State?.Text == state, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60))).Snapshot;

    /// <summary>What its row says of how it does.</summary>
    public Task Shows(string resource, string detail) => Notifications
        .WaitForResourceAsync(resource, seen => seen.Snapshot.Properties.Any(property => property.Name == "kubernetes.ready" && Equals(property.Value, detail)), CancellationToken.None)
        .WaitAsync(TimeSpan.FromSeconds(60));

    public async Task TakeAwayAsync()
    {
        await _guests.StopAsync();
        await _guests.TakeAwayAsync([], areAfter: true, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _guests.DisposeAsync();
        await _application.DisposeAsync();
    }
}
