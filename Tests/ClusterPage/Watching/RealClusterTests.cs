using k8s;
using k8s.Models;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Tests.Watching;

/// <summary>The watched view of a real API.</summary>
public sealed class RealClusterTests : IAsyncLifetime, IDisposable
{
    private readonly WatchedCluster _cluster = new();

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void It_is_connected_and_sees_what_is_there()
    {
        Assert.Equal((ConnectionPhase.Connected, ""), (_cluster.Current.Connection.Phase, _cluster.Current.Connection.Reason));
        Assert.StartsWith("https://127.0.0.1:", _cluster.Current.Connection.Server, StringComparison.Ordinal);
        Assert.True(Assert.Single(_cluster.Current.Nodes.Values).IsReady);
        Assert.Contains(_cluster.Current.Namespaces.Keys, name => name.Name == "default");
    }

    [Fact]
    public async Task A_Deployment_its_ReplicaSet_and_its_pods_appear_and_leave()
    {
        await _cluster.Client.AppsV1.CreateNamespacedDeploymentAsync(Deployment("hello", 2), "default");

        await _cluster.Until(now => now.Pods.Values.Count(pod => pod.Owner?.Kind == "ReplicaSet" && pod.NodeName.Length > 0) == 2, "two pods are on their node");
        Assert.Equal(2, _cluster.Current.Deployments[new ObjectName("default", "hello")].Desired);
        Assert.Equal("hello", Assert.Single(_cluster.Current.ReplicaSets.Values).Owner!.Name);

        await _cluster.Client.AppsV1.DeleteNamespacedDeploymentAsync("hello", "default", new V1DeleteOptions());
        await _cluster.Until(now => now.Pods.IsEmpty && now.ReplicaSets.IsEmpty, "all of it is gone");
    }

    [Fact]
    public async Task An_API_that_stops_and_starts_again_is_lost_and_found_with_what_changed()
    {
        await _cluster.Client.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new() { Name = "before" } });
        await _cluster.Until(now => now.Namespaces.Keys.Any(name => name.Name == "before"), "the namespace is seen");

        await _cluster.StopCluster();
        await _cluster.Until(now => now.Connection.Phase == ConnectionPhase.Lost, "the cluster is lost");
        Assert.Contains(_cluster.Current.Namespaces.Keys, name => name.Name == "before");
        Assert.NotEmpty(_cluster.Current.Connection.Reason);

        await _cluster.StartCluster();
        await _cluster.Client.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new() { Name = "after" } });
        await _cluster.Until(now => now.Connection.IsConnected && now.Namespaces.Keys.Any(name => name.Name == "after"), "the cluster is found");
        Assert.Contains(_cluster.Current.Namespaces.Keys, name => name.Name == "before");
    }

    [Fact]
    public async Task Another_cluster_in_its_place_is_seen_as_it_is()
    {
        await _cluster.Client.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new() { Name = "before" } });
        await _cluster.Until(now => now.Namespaces.Keys.Any(name => name.Name == "before"), "the namespace is seen");

        await _cluster.StopCluster();
        _cluster.LoseState();
        await _cluster.Until(now => now.Connection.Reason.Contains("does not exist", StringComparison.Ordinal), "the kubeconfig is missed");
        await _cluster.StartCluster();

        await _cluster.Until(now => now.Connection.IsConnected && now.IsComplete && now.Namespaces.Keys.All(name => name.Name != "before"), "only the new cluster is seen");
    }

    [Fact]
    public async Task A_version_that_the_API_has_forgotten_is_told_as_expired()
    {
        var reader = new KindReader(WatchedTables.All.Single(table => table.Kind == WatchedKind.Nodes), _cluster.Transport);
        await _cluster.StopCluster();
        await _cluster.StartCluster();

        var refusal = await Assert.ThrowsAsync<ApiRefusalException>(async () => await reader.WatchAsync("1", TimeSpan.FromSeconds(5), CancellationToken.None).FirstAsync());

        Assert.True(refusal.IsExpired);
    }

    private static V1Deployment Deployment(string name, int replicas)
    {
        var labels = new Dictionary<string, string> { ["app"] = name };
        return new V1Deployment
        {
            Metadata = new() { Name = name },
            Spec = new()
            {
                Replicas = replicas,
                Selector = new() { MatchLabels = labels },
                Template = new() { Metadata = new() { Labels = labels }, Spec = new() { Containers = [new() { Name = name, Image = "absent:1" }] } },
            },
        };
    }
}
