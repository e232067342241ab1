using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Network;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Scheduling;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Tests.Loops;

/// <summary>All loops together, running, on a store of their own; the test plays the nodes.</summary>
public sealed class RunningLoopsTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("workshop-loops-").FullName;
    private readonly IHost _host;

    public RunningLoopsTests()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(new ClusterOptions { StateFolder = _folder }).AddSingleton(new LoopbackRange(99)).AddStore().AddRegistry().AddLoops().AddScheduling();
        _host = builder.Build();
    }

    private IClusterClient Client => _host.Services.GetRequiredService<IClusterClient>();

    public Task InitializeAsync() => _host.StartAsync();

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_Deployment_becomes_pods_on_three_nodes_and_endpoints_and_goes_with_all_of_it()
    {
        foreach (var i in Enumerable.Range(1, 3))
        {
            AddNode($"node-{i}");
        }

        Client.Create(new V1Service
        {
            Metadata = new V1ObjectMeta { Name = "hello", NamespaceProperty = "default" },
            Spec = new V1ServiceSpec { Selector = Labels, Ports = [new V1ServicePort { Port = 80, TargetPort = 8080 }] },
        });
        AddDeployment(replicas: 3);

        await Eventually.Is(() => Pods.Count(pod => pod.Spec.NodeName is not null) == 3, "three pods have a node", Limit, CancellationToken.None);
        Assert.Equal(["node-1", "node-2", "node-3"], Pods.Select(pod => pod.Spec.NodeName).Order());

        foreach (var pod in Pods)
        {
            MakeReady(pod);
        }

        await Eventually.Is(() => Client.Find<V1Deployment>("default", "hello")?.Status?.AvailableReplicas == 3, "the Deployment is available", Limit, CancellationToken.None);
        await Eventually.Is(() => Slices.SelectMany(slice => slice.Endpoints ?? []).Count(endpoint => endpoint.Conditions.Ready == true) == 3, "three endpoints are ready", Limit, CancellationToken.None);
        await Eventually.Is(
            () => Client.List<Corev1Event>("default").Select(item => item.Reason).ToHashSet().IsSupersetOf(["ScalingReplicaSet", "SuccessfulCreate", "Scheduled"]),
            "events tell of it", Limit, CancellationToken.None);

        Client.Delete<V1Deployment>("default", "hello");
        Client.Delete<V1Service>("default", "hello");
        await Eventually.Is(
            () =>
            {
                EndProcesses();
                return Client.List<V1ReplicaSet>("default").Count == 0 && Pods.Count == 0 && Slices.Count == 0 && Client.Find<V1Endpoints>("default", "hello") is null;
            },
            "nothing is left", Limit, CancellationToken.None);
    }

    [Fact]
    public async Task From_a_new_Deployment_to_its_scheduled_pod_it_takes_no_waiting()
    {
        AddNode("node-1");
        AddDeployment(replicas: 0);
        await Eventually.Is(() => Client.List<V1ReplicaSet>("default").Count == 1, "the ReplicaSet is there", Limit, CancellationToken.None);

        var scheduled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watching = _host.Services.GetRequiredService<Informer<V1Pod>>().Subscribe(change => _ = change.Object.Spec.NodeName is not null && scheduled.TrySetResult());
        Client.Patch<V1Deployment>("default", "hello", new() { ["spec"] = new System.Text.Json.Nodes.JsonObject { ["replicas"] = 1 } });

        // Milliseconds, if the machine has nothing else to do; what a debounce or a poll would add is far more.
        await scheduled.Task.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_pod_that_fits_nowhere_is_scheduled_when_a_node_comes()
    {
        Client.Create(new V1Pod { Metadata = new V1ObjectMeta { Name = "early", NamespaceProperty = "default" }, Spec = PodSpec });
        await Eventually.Is(() => Client.List<Corev1Event>("default").Any(item => item.Reason == "FailedScheduling"), "the scheduler says why", Limit, CancellationToken.None);

        AddNode("late");
        await Eventually.Is(() => Client.Find<V1Pod>("default", "early")?.Spec.NodeName == "late", "the pod has a node", Limit, CancellationToken.None);
    }

    [Fact]
    public async Task A_namespace_is_furnished_at_once_and_leaves_nothing_behind()
    {
        Client.Create(new V1Namespace { Metadata = new V1ObjectMeta { Name = "two" } });
        await Eventually.Is(() => Client.Find<V1ServiceAccount>("two", "default") is not null, "the account is there", Limit, CancellationToken.None);

        Client.Delete<V1Namespace>("", "two");
        await Eventually.Is(() => Client.Find<V1Namespace>("", "two") is null, "the namespace is gone", Limit, CancellationToken.None);
        Assert.Empty(Client.List<V1ServiceAccount>("two"));
    }

    private static Dictionary<string, string> Labels => new() { ["app"] = "hello" };

    private static V1PodSpec PodSpec => new() { Containers = [new V1Container { Name = "hello", Image = "hello:1" }] };

    private IReadOnlyList<V1Pod> Pods => Client.List<V1Pod>("default");

    private IReadOnlyList<V1EndpointSlice> Slices => Client.List<V1EndpointSlice>("default");

    private void AddDeployment(int replicas) => Client.Create(new V1Deployment
    {
        Metadata = new V1ObjectMeta { Name = "hello", NamespaceProperty = "default" },
        Spec = new V1DeploymentSpec
        {
            Replicas = replicas,
            Selector = new V1LabelSelector { MatchLabels = Labels },
            Template = new V1PodTemplateSpec { Metadata = new V1ObjectMeta { Labels = Labels }, Spec = PodSpec },
        },
    });

    private void AddNode(string name) => Client.UpdateStatus(new V1Node
    {
        Metadata = Client.Create(new V1Node { Metadata = new V1ObjectMeta { Name = name } }).Metadata,
        Status = new V1NodeStatus
        {
            Allocatable = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("4"), ["memory"] = new("8Gi"), ["pods"] = new("110") },
            Conditions = [new V1NodeCondition { Type = "Ready", Status = "True" }],
        },
    });

    /// <summary>As a node would report; another writer may come between, then again.</summary>
    private void MakeReady(V1Pod pod)
    {
        var copy = Client.Copy(Client.Find<V1Pod>("default", pod.Metadata.Name)!);
        copy.Metadata.ResourceVersion = null;
        copy.Status.Phase = "Running";
        copy.Status.PodIP = "127.40.1.7";
        copy.Status.Conditions = [.. copy.Status.Conditions, new V1PodCondition { Type = "Ready", Status = "True" }];
        Client.UpdateStatus(copy);
    }

    private void EndProcesses()
    {
        foreach (var pod in Pods.Where(pod => pod.Metadata.DeletionTimestamp is not null))
        {
            Client.Delete<V1Pod>("default", pod.Metadata.Name, DeletionOptions.Now);
        }
    }
}
