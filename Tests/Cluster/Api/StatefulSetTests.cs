using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster.Images;

namespace Workshop.Cluster.Tests.Api;

/// <summary>All parts together: pods with names and with data that outlives them.</summary>
public sealed class StatefulSetTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_pod_finds_its_data_again_and_the_data_goes_with_the_claim_only()
    {
        Skip.If(OperatingSystem.IsWindows(), "Scripts of a Unix shell.");
        await using var cluster = await EmbeddedCluster.StartAsync(Options, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        using var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(cluster.KubeconfigPath));
        await client.AppsV1.CreateNamespacedStatefulSetAsync(Database, "default");
        await UntilReadyAsync(client, 2);
        Assert.Equal(["db-0", "db-1"], (await client.CoreV1.ListNamespacedPodAsync("default")).Items.Select(pod => pod.Name()));

        var uid = (await client.CoreV1.ReadNamespacedPodAsync("db-0", "default")).Uid();
        await client.CoreV1.DeleteNamespacedPodAsync("db-0", "default");
        await Eventually.Is(async () => (await client.CoreV1.ReadNamespacedPodAsync("db-0", "default")).Uid() != uid, "the pod is another one", Limit, CancellationToken.None);
        await UntilReadyAsync(client, 2);

        var claim = await client.CoreV1.ReadNamespacedPersistentVolumeClaimAsync("data-db-0", "default");
        Assert.Equal(("Bound", "standard"), (claim.Status.Phase, claim.Spec.StorageClassName));
        var folder = (await client.CoreV1.ReadPersistentVolumeAsync(claim.Spec.VolumeName)).Spec.HostPath.Path;
        await Eventually.Is(() => File.ReadAllText(Path.Combine(folder, "who")) == "db-0\ndb-0\n", "both runs have written", Limit, CancellationToken.None);

        await client.CoreV1.DeleteNamespacedPersistentVolumeClaimAsync("data-db-0", "default");
        Assert.NotNull((await client.CoreV1.ReadNamespacedPersistentVolumeClaimAsync("data-db-0", "default")).Metadata.DeletionTimestamp);
        await client.AppsV1.DeleteNamespacedStatefulSetAsync("db", "default");
        await Eventually.Is(
            async () => (await client.CoreV1.ListNamespacedPersistentVolumeClaimAsync("default")).Items.Select(item => item.Name()).SequenceEqual(["data-db-1"]),
            "the deleted claim is gone, the other one stays", Limit, CancellationToken.None);
        await Eventually.Is(() => !Directory.Exists(folder), "its folder is gone", Limit, CancellationToken.None);
    }

    [SkippableFact]
    public async Task A_set_made_anew_takes_over_what_the_old_one_left()
    {
        Skip.If(OperatingSystem.IsWindows(), "Scripts of a Unix shell.");
        await using var cluster = await EmbeddedCluster.StartAsync(Options, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        using var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(cluster.KubeconfigPath));
        await client.AppsV1.CreateNamespacedStatefulSetAsync(Database, "default");
        await UntilReadyAsync(client, 2);
        var uids = (await client.CoreV1.ListNamespacedPodAsync("default")).Items.Select(pod => pod.Uid()).ToList();

        await client.AppsV1.DeleteNamespacedStatefulSetAsync("db", "default", new V1DeleteOptions { PropagationPolicy = "Orphan" });
        await Eventually.Is(async () => (await client.AppsV1.ListNamespacedStatefulSetAsync("default")).Items.Count == 0, "the set is gone", Limit, CancellationToken.None);
        await client.AppsV1.CreateNamespacedStatefulSetAsync(Database, "default");
        await UntilReadyAsync(client, 2);

        Assert.Equal(uids, (await client.CoreV1.ListNamespacedPodAsync("default")).Items.Select(pod => pod.Uid()));
    }

    [Fact]
    public async Task A_claim_that_cannot_be_bound_waits_and_says_why()
    {
        await using var cluster = await EmbeddedCluster.StartAsync(Options, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        using var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(cluster.KubeconfigPath));
        await client.CoreV1.CreateNamespacedPersistentVolumeClaimAsync(Claim("lost", "nosuch"), "default");
        await client.CoreV1.CreateNamespacedPersistentVolumeClaimAsync(Claim("manual", ""), "default");

        await Eventually.Is(
            async () => (await client.CoreV1.ListNamespacedEventAsync("default")).Items.Select(item => $"{item.InvolvedObject.Name} {item.Reason} {item.Message}").ToHashSet().IsSupersetOf(
                [
                    "lost ProvisioningFailed storageclass.storage.k8s.io \"nosuch\" not found",
                    "manual FailedBinding no persistent volumes available for this claim and no storage class is set",
                ]),
            "both say why", Limit, CancellationToken.None);
        Assert.Equal("Pending", (await client.CoreV1.ReadNamespacedPersistentVolumeClaimAsync("lost", "default")).Status.Phase);

        await client.CoreV1.CreatePersistentVolumeAsync(new V1PersistentVolume
        {
            Metadata = new V1ObjectMeta { Name = "mine" },
            Spec = new V1PersistentVolumeSpec
            {
                AccessModes = ["ReadWriteOnce"],
                Capacity = new Dictionary<string, ResourceQuantity> { ["storage"] = new("1Gi") },
                HostPath = new V1HostPathVolumeSource { Path = _folder.PathOf("mine") },
            },
        });
        await Eventually.Is(
            async () => (await client.CoreV1.ReadNamespacedPersistentVolumeClaimAsync("manual", "default")).Status is { Phase: "Bound" }, "the claim is bound", Limit, CancellationToken.None);
        await Eventually.Is(async () => (await client.CoreV1.ReadPersistentVolumeAsync("mine")).Status.Phase == "Bound", "so is the volume", Limit, CancellationToken.None);
    }

    private ClusterOptions Options => new()
    {
        StateFolder = _folder.PathOf("state"),
        ApiPort = 0,
        NodeCount = 1,
        Images = new ImageCatalogue([new CatalogueImage("busybox", ["*"], [])]),
    };

    private static V1StatefulSet Database => KubernetesYaml.Deserialize<V1StatefulSet>(
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          serviceName: db
          replicas: 2
          selector: {matchLabels: {app: db}}
          template:
            metadata: {labels: {app: db}}
            spec:
              terminationGracePeriodSeconds: 0
              containers:
              - {name: main, image: 'busybox:1.36', imagePullPolicy: IfNotPresent, command: [sh, -c, 'echo $HOSTNAME >> /data/who; sleep 3600'], volumeMounts: [{name: data, mountPath: /data}]}
          volumeClaimTemplates:
          - metadata: {name: data}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 8Mi}}}
        """);

    private static V1PersistentVolumeClaim Claim(string name, string type) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new V1PersistentVolumeClaimSpec
        {
            StorageClassName = type,
            AccessModes = ["ReadWriteOnce"],
            Resources = new V1VolumeResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["storage"] = new("1Mi") } },
        },
    };

    private static Task UntilReadyAsync(Kubernetes client, int count) => Eventually.Is(
        async () => (await client.AppsV1.ReadNamespacedStatefulSetAsync("db", "default")).Status.ReadyReplicas == count, $"{count} pods are ready", Limit, CancellationToken.None);
}
