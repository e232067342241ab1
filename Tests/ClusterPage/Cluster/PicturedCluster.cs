using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster;
using Workshop.Cluster.Access.Rbac;
using Workshop.Cluster.Images;
using Workshop.ClusterPage.Tests.Browser;

namespace Workshop.ClusterPage.Tests.Cluster;

/// <summary>An embedded cluster of three nodes whose pods are small programs, and a cluster page that watches it.</summary>
public sealed class PicturedCluster : IAsyncLifetime, IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Runs until it is asked to end, and then ends at once.
    private static readonly string[] Waiting = ["/bin/sh", "-c", "trap 'exit 0' TERM; sleep 100000 & wait"];

    private readonly TemporaryFolder _folder = new();
    private EmbeddedCluster? _cluster;
    private RunningClusterPage? _clusterPage;
    private Kubernetes? _client;

    public RunningClusterPage ClusterPage => _clusterPage!;

    public string Kubeconfig => _cluster!.KubeconfigPath;

    /// <summary>What somebody else does to the cluster, as with kubectl.</summary>
    public Kubernetes Client => _client!;

    public async Task InitializeAsync()
    {
        var options = new ClusterOptions { StateFolder = _folder.PathOf("state"), ApiPort = 0, NodeCount = 3, Images = new ImageCatalogue([.. Programs()]) };
        _cluster = await EmbeddedCluster.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        _client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(_cluster.KubeconfigPath));
        _clusterPage = await RunningClusterPage.Start(("Workshop__Kubeconfig", _cluster.KubeconfigPath));
    }

    public async Task DisposeAsync()
    {
        await ClusterPage.DisposeAsync();
        _client!.Dispose();
        await _cluster!.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    public async Task<string> Namespace()
    {
        var name = $"t-{Guid.NewGuid():N}"[..10];
        await Client.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new() { Name = name } });
        return name;
    }

    public Task Deploy(string ns, string name, int replicas, string tag = "1.0.0", params (string Key, string Value)[] labels) =>
        Client.AppsV1.CreateNamespacedDeploymentAsync(Objects.Deployment(name, replicas, $"workshop/hello:{tag}", labels), ns);

    public Task Expose(string ns, string name, params (string Key, string Value)[] selector) =>
        Client.CoreV1.CreateNamespacedServiceAsync(Objects.Service(name, selector), ns);

    /// <summary>A kubeconfig of an account that may look, and has none of the rights of the page's buttons: as the published overlay grants them.</summary>
    public async Task<string> KubeconfigToLook(string ns)
    {
        await Client.CoreV1.CreateNamespacedServiceAccountAsync(new V1ServiceAccount { Metadata = new() { Name = "viewer" } }, ns);
        await Client.RbacAuthorizationV1.CreateClusterRoleAsync(new V1ClusterRole { Metadata = new() { Name = ns }, Rules = [.. ClusterPageRights.Pages] });
        await Client.RbacAuthorizationV1.CreateClusterRoleBindingAsync(new V1ClusterRoleBinding
        {
            Metadata = new() { Name = ns },
            RoleRef = new() { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = ns },
            Subjects = [new() { Kind = "ServiceAccount", Name = "viewer", NamespaceProperty = ns }],
        });
        return _folder.Write($"kubeconfig-{ns}", _cluster!.KubeconfigFor(ns, "viewer", TimeSpan.FromHours(1)));
    }

    public Task IsReady(string ns, int pods) => Eventually.Is(
        async () => (await Client.CoreV1.ListNamespacedPodAsync(ns)).Items.Count(pod => pod.Status.Conditions?.Any(c => c is { Type: "Ready", Status: "True" }) == true) == pods,
        $"{pods} pods are ready",
        Limit,
        CancellationToken.None);

    private static IEnumerable<CatalogueImage> Programs()
    {
        yield return new CatalogueImage("workshop/hello", ["1.0.0", "2.0.0"], Waiting);

        // Any of the workshop's programs has the labs' switches on its health port; this one is surely built.
        yield return new CatalogueImage("workshop/lab", ["*"], [Repository.ProgramOf("Embedded/ClusterPage")], Environment: new Dictionary<string, string>
        {
            ["Workshop__Lab"] = "true",
            ["Workshop__Http"] = "0.0.0.0:8080",
            ["Workshop__Health"] = "0.0.0.0:8081",
        });
    }
}
