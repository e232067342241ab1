using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster.Images;

namespace Workshop.Cluster.Tests.Api;

/// <summary>All parts together: the deck's node failure.</summary>
public sealed class NodeFailureTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task The_pods_of_a_node_without_power_come_back_elsewhere_and_it_is_taken_in_again()
    {
        Skip.If(OperatingSystem.IsWindows(), "Scripts of a Unix shell.");
        await using var cluster = await EmbeddedCluster.StartAsync(Options, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        using var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(cluster.KubeconfigPath));
        await client.AppsV1.CreateNamespacedDeploymentAsync(Sleepers, "default");
        await Eventually.Is(async () => (await client.AppsV1.ReadNamespacedDeploymentAsync("sleep", "default")).Status.ReadyReplicas == 2, "both pods are ready", Limit, CancellationToken.None);

        await SwitchAsync(client, "off");

        await Eventually.Is(async () => (await ReadyAsync(client)) == "Unknown", "the node is given up", Limit, CancellationToken.None);
        await Eventually.Is(
            async () => (await PodsAsync(client)).Where(pod => pod.Metadata.DeletionTimestamp is null).ToList() is { Count: 2 } pods && pods.TrueForAll(pod => pod.Spec.NodeName == "node-1"),
            "two pods are on the other node", Limit, CancellationToken.None);
        Assert.Contains(await PodsAsync(client), pod => pod is { Spec.NodeName: "node-2", Metadata.DeletionTimestamp: not null });

        await SwitchAsync(client, "on");

        await Eventually.Is(async () => (await ReadyAsync(client)) == "True", "the node is ready", Limit, CancellationToken.None);
        await Eventually.Is(async () => (await PodsAsync(client)).Count == 2, "the old pod is gone", Limit, CancellationToken.None);
        await Eventually.Is(async () => (await client.CoreV1.ReadNodeAsync("node-2")).Spec.Taints is null or { Count: 0 }, "the taints are gone", Limit, CancellationToken.None);
        var reasons = (await client.CoreV1.ListEventForAllNamespacesAsync()).Items.Select(item => item.Reason).ToHashSet();
        Assert.Superset(new HashSet<string> { "NodeNotReady", "TaintManagerEviction", "NodeReady" }, reasons);
    }

    private ClusterOptions Options => new()
    {
        StateFolder = _folder.PathOf("state"),
        ApiPort = 0,
        NodeCount = 2,
        Images = new ImageCatalogue([new CatalogueImage("busybox", ["*"], [])]),
        NodeFailure = new NodeFailure { Grace = TimeSpan.FromSeconds(2), Patience = TimeSpan.FromSeconds(1) },
    };

    private static V1Deployment Sleepers => KubernetesYaml.Deserialize<V1Deployment>(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: sleep}
        spec:
          replicas: 2
          selector: {matchLabels: {app: sleep}}
          template:
            metadata: {labels: {app: sleep}}
            spec:
              terminationGracePeriodSeconds: 1
              containers: [{name: main, image: 'busybox:1.36', imagePullPolicy: IfNotPresent, command: [sleep, '300']}]
        """);

    private static Task<V1Node> SwitchAsync(Kubernetes client, string power) =>
        client.CoreV1.PatchNodeAsync(new V1Patch($$"""{"metadata":{"annotations":{"workshop.dev/power":"{{power}}"} } }""", V1Patch.PatchType.MergePatch), "node-2");

    private static async Task<string> ReadyAsync(Kubernetes client) =>
        (await client.CoreV1.ReadNodeAsync("node-2")).Status.Conditions.Single(condition => condition.Type == "Ready").Status;

    private static async Task<IList<V1Pod>> PodsAsync(Kubernetes client) => (await client.CoreV1.ListNamespacedPodAsync("default")).Items;
}
