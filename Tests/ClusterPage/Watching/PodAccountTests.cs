using k8s;
using k8s.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster.Access.Rbac;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Tests.Watching;

/// <summary>The cluster page in a pod of the cluster that it watches, without a kubeconfig.</summary>
public sealed class PodAccountTests : IAsyncLifetime, IDisposable
{
    private readonly WatchedCluster _cluster = new();
    private readonly TemporaryFolder _account = new();

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    public void Dispose()
    {
        _cluster.Dispose();
        _account.Dispose();
    }

    [Fact]
    public async Task It_asks_as_the_service_account_that_the_node_mounts()
    {
        var kubeconfig = KubernetesClientConfiguration.BuildConfigFromConfigFile(_cluster.KubeconfigPath);
        var account = new V1ServiceAccount { Metadata = new() { Name = "viewer" } };
        await _cluster.Client.CoreV1.CreateNamespacedServiceAccountAsync(account, "default");
        var token = await _cluster.Client.CoreV1.CreateNamespacedServiceAccountTokenAsync(new Authenticationv1TokenRequest { Spec = new() { Audiences = [] } }, "viewer", "default");
        _account.Write("token", token.Status.Token);
        _account.Write("namespace", "default");
        _account.Write("ca.crt", string.Concat(kubeconfig.SslCaCerts.Select(certificate => certificate.ExportCertificatePem() + "\n")));
        using var access = Access(kubeconfig.Host);

        var refused = await Assert.ThrowsAsync<k8s.Autorest.HttpOperationException>(() => access.Client.CoreV1.ListNamespaceAsync());

        Assert.Contains("system:serviceaccount:default:viewer", refused.Response.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_that_is_not_there_is_named_with_what_to_do()
    {
        using var access = Access("https://127.0.0.1:6443");

        var trouble = Assert.Throws<ClusterAccessException>(() => access.Client);

        Assert.StartsWith($"The service account in '{_account.Path}' cannot be used:", trouble.Message, StringComparison.Ordinal);
        Assert.Contains("Delete the pod", trouble.WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rights_that_it_is_granted_for_its_pages_are_those_that_they_watch()
    {
        var granted = from rule in ClusterPageRights.Pages from resource in rule.Resources select $"{rule.ApiGroups.Single()}/{resource}";
        var watched = WatchedTables.All.Select(table => table.Path.Split('/')).Select(parts => parts[1] == "api" ? $"/{parts[3]}" : $"{parts[2]}/{parts[4]}");

        Assert.Equal(watched.Order(StringComparer.Ordinal), granted.Order(StringComparer.Ordinal));
        Assert.All(ClusterPageRights.Pages, rule => Assert.Equal(["get", "list", "watch"], rule.Verbs));
    }

    private ClusterAccess Access(string server)
    {
        var address = new Uri(server);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new(PodAccount.FolderVariable, _account.Path),
            new("KUBERNETES_SERVICE_HOST", address.Host),
            new("KUBERNETES_SERVICE_PORT", $"{address.Port}"),
        ]).Build();
        return new ClusterAccess(settings, NullLogger<ClusterAccess>.Instance);
    }
}
