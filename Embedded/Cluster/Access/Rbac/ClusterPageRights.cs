using k8s.Models;

namespace Workshop.Cluster.Access.Rbac;

/// <summary>What the cluster page needs to be granted, wherever it runs: for what it draws, and for what its buttons do. Never Secrets or ConfigMaps.</summary>
public static class ClusterPageRights
{
    /// <value>Where the page of the embedded cluster itself runs.</value>
    public const string Namespace = "workshop-system";

    /// <value>The ServiceAccount there; it has <see cref="Role"/>, in all namespaces.</value>
    public const string Account = "cluster-page";

    /// <value>The ClusterRole that every embedded cluster has: pages and buttons.</value>
    public const string Role = "workshop-cluster-page";

    private static readonly string[] Look = ["get", "list", "watch"];

    /// <summary>What it draws; it watches all namespaces at once.</summary>
    public static IReadOnlyList<V1PolicyRule> Pages =>
    [
        Rule(Look, "", "namespaces", "nodes", "pods", "services"),
        Rule(Look, "apps", "deployments", "replicasets"),
        Rule(Look, "discovery.k8s.io", "endpointslices"),
    ];

    /// <summary>What its buttons do, for those who may.</summary>
    public static IReadOnlyList<V1PolicyRule> Buttons =>
    [
        Rule(["delete"], "", "pods"),
        Rule(["create"], "", "pods/eviction", "pods/proxy"),
        Rule(["patch"], "apps", "deployments", "deployments/scale"),
        Rule(["patch"], "", "nodes"),
    ];

    private static V1PolicyRule Rule(string[] verbs, string group, params string[] resources) => new() { ApiGroups = [group], Resources = resources, Verbs = verbs };
}
