using System.Collections.Concurrent;
using System.Diagnostics;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Network;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Scheduling;
using Workshop.Cluster.Store;
using Workshop.Cluster.Telemetry;

namespace Workshop.Cluster.Tests.Telemetry;

/// <summary>All loops, running, with one node that the test plays and a Deployment 'hello' behind a Service; and the spans that come of it.</summary>
internal sealed class TracedWorld : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly IHost _host;

    private TracedWorld(string folder)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ClusterSpans.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(new ClusterOptions { StateFolder = folder }).AddSingleton(new LoopbackRange(99)).AddStore().AddRegistry().AddLoops().AddScheduling();
        _host = builder.Build();
    }

    public IServiceProvider Services => _host.Services;

    public IClusterClient Client => _host.Services.GetRequiredService<IClusterClient>();

    public IReadOnlyList<V1Pod> Pods => Client.List<V1Pod>("default");

    public V1Deployment Deployment => Client.Find<V1Deployment>("default", "hello")!;

    public static async Task<TracedWorld> StartAsync(string folder)
    {
        var world = new TracedWorld(folder);
        await world._host.StartAsync();
        return world;
    }

    public static Task Until(Func<bool> condition, string what) => Eventually.Is(condition, what, Limit, CancellationToken.None);

    /// <summary>The spans of a trace that have ended, by name, with generated suffixes as <c>*</c>.</summary>
    public IReadOnlyList<Activity> Spans(ActivityTraceId trace) => [.. _ended.Where(span => span.TraceId == trace)];

    /// <summary>Ended spans that are the first of their trace.</summary>
    public IEnumerable<Activity> Roots(string name) => _ended.Where(span => span.ParentSpanId == default && span.DisplayName == name && (string?)span.GetTagItem("k8s.deployment.uid") == Deployment.Metadata.Uid);

    public void AddNode() => Client.UpdateStatus(new V1Node
    {
        Metadata = Client.Create(new V1Node { Metadata = new V1ObjectMeta { Name = "node-1" } }).Metadata,
        Status = new V1NodeStatus
        {
            Allocatable = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("4"), ["memory"] = new("8Gi"), ["pods"] = new("110") },
            Conditions = [new V1NodeCondition { Type = "Ready", Status = "True" }],
        },
    });

    public void AddHello(int? deadline = null)
    {
        Dictionary<string, string> labels = new() { ["app"] = "hello" };
        Client.Create(new V1Service
        {
            Metadata = new V1ObjectMeta { Name = "hello", NamespaceProperty = "default" },
            Spec = new V1ServiceSpec { Selector = labels, Ports = [new V1ServicePort { Port = 80, TargetPort = 8080 }] },
        });
        Client.Create(new V1Deployment
        {
            Metadata = new V1ObjectMeta { Name = "hello", NamespaceProperty = "default" },
            Spec = new V1DeploymentSpec
            {
                Replicas = 1,
                ProgressDeadlineSeconds = deadline,
                Selector = new V1LabelSelector { MatchLabels = labels },
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = labels },
                    Spec = new V1PodSpec { Containers = [new V1Container { Name = "hello", Image = "hello:1" }] },
                },
            },
        });
    }

    public void SetImage(string image)
    {
        var copy = Client.Copy(Deployment);
        copy.Metadata.ResourceVersion = null;
        copy.Spec.Template.Spec.Containers[0].Image = image;
        Client.Update(copy);
    }

    /// <summary>Waits for so many scheduled pods that are to stay, and reports them as running and ready.</summary>
    public async Task MakeReadyAsync(string image)
    {
        await Until(() => Pods.Any(pod => IsNew(pod, image) && pod.Spec.NodeName is not null), "the pod has a node");
        await Eventually.Is(
            () =>
            {
                var copy = Client.Copy(Pods.First(pod => IsNew(pod, image)));
                copy.Status.Phase = "Running";
                copy.Status.PodIP = "127.40.1.7";
                copy.Status.ContainerStatuses = [new V1ContainerStatus { Name = "hello", Image = image, ImageID = "", State = new V1ContainerState { Running = new V1ContainerStateRunning() } }];
                copy.Status.Conditions = [.. copy.Status.Conditions ?? [], new V1PodCondition { Type = "Ready", Status = "True", LastTransitionTime = DateTime.UnixEpoch }];
                return Client.UpdateStatus(copy) is not null;
            },
            "the pod is reported as ready", Limit, CancellationToken.None);
    }

    /// <summary>Ends the processes of pods that are to go, as a node does; they take longer than the loop that takes them out of their Service.</summary>
    public Task EndPodsUntilAsync(Func<bool> condition, string what) => Until(
        () =>
        {
            foreach (var pod in Pods.Where(pod => pod.Metadata.DeletionTimestamp is not null && !HasEndpoint(pod)))
            {
                Client.Delete<V1Pod>("default", pod.Metadata.Name, DeletionOptions.Now);
            }

            return condition();
        },
        what);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _listener.Dispose();
    }

    private bool HasEndpoint(V1Pod pod) =>
        Client.List<V1EndpointSlice>("default").SelectMany(slice => slice.Endpoints ?? []).Any(endpoint => endpoint.TargetRef?.Uid == pod.Metadata.Uid && endpoint.Conditions?.Ready == true);

    private static bool IsNew(V1Pod pod, string image) => pod.Metadata.DeletionTimestamp is null && pod.Spec.Containers[0].Image == image;
}
