using System.Net;
using System.Text;
using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster.Access;
using Workshop.Cluster.Images;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Network;
using Workshop.Cluster.Nodes;
using Workshop.Cluster.Nodes.Processes;
using Workshop.Cluster.Nodes.Scaling;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Tests.Nodes;

/// <summary>One node with a real registry and real processes, without API, loops and scheduler: pods are made with their node's name.</summary>
internal sealed class NodeWorld : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly LoopbackRangeLease _lease;
    private readonly ServiceProvider _provider;
    private readonly IReadOnlyList<IHostedService> _hosted;
    private readonly ProcessLedger _ledger;

    private NodeWorld(string stateFolder, TimeProvider time, NodeAutoscaling autoscaling, IEnumerable<CatalogueImage> images)
    {
        _lease = LoopbackRangeLease.Acquire(stateFolder);
        var options = new ClusterOptions
        {
            StateFolder = stateFolder,
            NodeCount = 1,
            NodeAutoscaling = autoscaling,
            Images = new ImageCatalogue([new CatalogueImage("busybox", ["*"], []), .. images]),
        };
        _provider = new ServiceCollection()
            .AddSingleton(options)
            .AddSingleton(_lease.Range)
            .AddSingleton(_ => new KeyFolder(Path.Combine(stateFolder, "pki"), time).Open(IPAddress.Loopback))
            .AddSingleton(time)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddStore()
            .AddRegistry()
            .AddSingleton<InformerSet>()
            .AddSingleton(typeof(Informer<>))
            .AddSingleton<IEventRecorder>(Events)
            .AddNetwork()
            .AddNodes()
            .BuildServiceProvider();
        _ledger = _provider.GetRequiredService<ProcessLedger>();
        _hosted = [_provider.GetRequiredService<InformerSet>(), .. _provider.GetServices<IHostedService>()];
    }

    public RecordedKubeletEvents Events { get; } = new();

    public LoopbackRange Range => _lease.Range;

    public IClusterClient Client => _provider.GetRequiredService<IClusterClient>();

    public NodeAutoscaler Autoscaler => _hosted.OfType<NodeAutoscaler>().Single();

    /// <summary>What runs of this state folder.</summary>
    public IReadOnlyList<int> Processes => MarkedProcesses.Find(ProcessLedger.MarkerVariable, _ledger.MarkerOf(""));

    /// <param name="images">What pods can be made of beside busybox.</param>
    public static Task<NodeWorld> StartAsync(StateFolder state, params CatalogueImage[] images) => StartAsync(state, TimeProvider.System, images);

    public static Task<NodeWorld> StartAsync(StateFolder state, TimeProvider time, params CatalogueImage[] images) => StartAsync(state, time, new NodeAutoscaling(), images);

    public static async Task<NodeWorld> StartAsync(StateFolder state, TimeProvider time, NodeAutoscaling autoscaling, params CatalogueImage[] images)
    {
        var world = new NodeWorld(state.Path, time, autoscaling, images);
        foreach (var hosted in world._hosted)
        {
            await hosted.StartAsync(CancellationToken.None);
        }

        return world;
    }

    /// <param name="on">The node; null: the first.</param>
    public V1Pod Create(string yaml, string? on = null)
    {
        var pod = KubernetesYaml.Deserialize<V1Pod>(yaml);
        pod.ApiVersion = "v1";
        pod.Kind = "Pod";
        pod.Metadata.NamespaceProperty = "default";
        pod.Spec.NodeName = on ?? NodeObjects.NameOf(0);
        return Client.Create(pod);
    }

    public V1Pod Pod(string name) => Client.Find<V1Pod>("default", name)!;

    public V1ContainerStatus Status(string pod, string container = "main") => Pod(pod).Status.ContainerStatuses.First(status => status.Name == container);

    public static Task Until(Func<bool> condition, string what) => Eventually.Is(condition, what, Limit, CancellationToken.None);

    public static Task Until(Func<Task<bool>> condition, string what) => Eventually.Is(condition, what, Limit, CancellationToken.None);

    public Task UntilPhase(string pod, string phase) => Until(() => Pod(pod).Status?.Phase == phase, $"pod '{pod}' is {phase}");

    public Task UntilReady(string pod) => Until(() => Pod(pod).Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true, $"pod '{pod}' is Ready");

    public Task UntilGone(string pod) => Until(() => Client.Find<V1Pod>("default", pod) is null, $"pod '{pod}' is gone");

    public string[] Conditions(string pod) => [.. Pod(pod).Status.Conditions.Select(condition => $"{condition.Type} {condition.Status} {condition.Reason} {condition.Message}".TrimEnd())];

    public async Task<string> LogAsync(string pod, string container = "main", bool previous = false)
    {
        var text = new MemoryStream();
        await foreach (var chunk in _provider.GetRequiredService<IContainerLogs>().ReadAsync(Pod(pod), new ContainerLogOptions(container, false, previous, null, null, null, false, null), CancellationToken.None))
        {
            text.Write(chunk.Span);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in _hosted.Reverse())
        {
            await hosted.StopAsync(CancellationToken.None);
        }

        await _provider.DisposeAsync();
        _lease.Dispose();
    }
}
