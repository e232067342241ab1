using k8s;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Tests.Watching;

/// <summary>An embedded cluster of one node with its real API, and the watched view of it as the cluster page registers it.</summary>
public sealed class WatchedCluster : IAsyncLifetime, IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private EmbeddedCluster? _cluster;
    private ServiceProvider? _services;
    private Kubernetes? _client;

    internal IClusterView View => _services!.GetRequiredService<IClusterView>();

    internal ClusterSnapshot Current => View.Current;

    internal ClusterAccess Access => _services!.GetRequiredService<ClusterAccess>();

    internal IClusterTransport Transport => _services!.GetRequiredService<IClusterTransport>();

    /// <summary>A client of the test's own, for what others do to the cluster.</summary>
    internal Kubernetes Client => _client!;

    internal string KubeconfigPath => _cluster!.KubeconfigPath;

    public async Task InitializeAsync()
    {
        await StartCluster();
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Workshop:Kubeconfig", KubeconfigPath)]).Build();
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(settings)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddClusterWatching()
            .BuildServiceProvider();
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        await Until(snapshot => snapshot.IsComplete, "everything has been read");
    }

    public async Task DisposeAsync()
    {
        foreach (var service in _services!.GetServices<IHostedService>())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services!.DisposeAsync();
        await StopCluster();
    }

    public void Dispose() => _folder.Dispose();

    internal async Task StartCluster()
    {
        var options = new ClusterOptions { StateFolder = _folder.PathOf("state"), ApiPort = 0, NodeCount = 1 };
        _cluster = await EmbeddedCluster.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        _client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(KubeconfigPath));
    }

    internal async Task StopCluster()
    {
        _client?.Dispose();
        _client = null;
        await _cluster!.DisposeAsync();
    }

    /// <summary>As after a learner has thrown the state away: another cluster, with other keys, at the same place.</summary>
    internal void LoseState() => Directory.Delete(_folder.PathOf("state"), recursive: true);

    internal Task Until(Func<ClusterSnapshot, bool> condition, string what) => Eventually.Is(() => condition(View.Current), what, Limit, CancellationToken.None);
}
