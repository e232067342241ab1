using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace Workshop.Cluster.Tests.Api;

/// <summary>All parts together, without images: nothing can run, but everything answers.</summary>
public sealed class EmbeddedClusterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_started_cluster_has_its_nodes_ready_and_its_API_open()
    {
        await using var cluster = await Start(nodes: 3);
        using var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(cluster.KubeconfigPath));
        var nodes = await client.CoreV1.ListNodeAsync();
        Assert.Equal(3, nodes.Items.Count);
        Assert.All(nodes.Items, node => Assert.Equal("True", node.Status.Conditions.Single(condition => condition.Type == "Ready").Status));
        Assert.Equal(cluster.ApiAddress.Port, (await client.CoreV1.ReadNamespacedServiceAsync("kubernetes", "default")).Spec.Ports[0].TargetPort.ToInt());
        Assert.Equal(_folder.PathOf("state", "kubeconfig"), cluster.KubeconfigPath);
    }

    [Fact]
    public async Task A_pod_finds_the_cluster_s_authority()
    {
        await using var cluster = await Start(nodes: 1);
        var config = KubernetesClientConfiguration.BuildConfigFromConfigFile(cluster.KubeconfigPath);
        using var client = new Kubernetes(config);
        await Eventually.Is(
            async () => (await client.CoreV1.ListNamespacedConfigMapAsync("workshop")).Items.Any(map => map.Name() == "kube-root-ca.crt" && map.Data["ca.crt"] == config.SslCaCerts.Single().ExportCertificatePem() + "\n"),
            "every namespace has the authority's certificate",
            TimeSpan.FromSeconds(10),
            CancellationToken.None);
    }

    [Fact]
    public async Task After_its_end_nothing_answers_and_the_folder_is_free()
    {
        var first = await Start(nodes: 1);
        await first.StopAsync(TimeSpan.FromSeconds(10), CancellationToken.None);
        using var client = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(first.ApiAddress, "/livez")));
        await first.DisposeAsync();
        await using var second = await Start(nodes: 1);
        Assert.True(File.Exists(second.KubeconfigPath));
    }

    private Task<EmbeddedCluster> Start(int nodes) => EmbeddedCluster.StartAsync(
        new ClusterOptions { StateFolder = _folder.PathOf("state"), ApiPort = 0, NodeCount = nodes }, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
}
