using k8s.Models;

namespace Workshop.Cluster.Access.Rbac;

/// <summary>What the dashboard needs to be granted, wherever it runs: for what its pages show, for its logs, for what its buttons do. Never Secrets or ConfigMaps.</summary>
public static class DashboardRights
{
    private static readonly string[] Look = ["get", "list", "watch"];

    /// <summary>What its pages show; it watches all namespaces at once.</summary>
    public static IReadOnlyList<V1PolicyRule> Pages =>
    [
        Rule(Look, "", "events", "namespaces", "nodes", "pods", "services"),
        Rule(Look, "apps", "deployments", "replicasets"),
        Rule(Look, "discovery.k8s.io", "endpointslices"),
    ];

    /// <summary>What its page of console logs asks for, one pod at a time.</summary>
    public static IReadOnlyList<V1PolicyRule> Logs => [Rule(["get"], "", "pods/log")];

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
