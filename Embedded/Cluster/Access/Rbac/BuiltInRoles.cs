using k8s.Models;

namespace Workshop.Cluster.Access.Rbac;

/// <summary>The roles that every Kubernetes has, for the resources that this one serves, and that of the cluster page.</summary>
internal static class BuiltInRoles
{
    private static readonly string[] Look = ["get", "list", "watch"];
    private static readonly string[] Change = ["create", "delete", "deletecollection", "patch", "update"];
    private static readonly string[] All = ["*"];

    private static readonly string[] CoreSeen =
    [
        "bindings", "configmaps", "endpoints", "events", "limitranges", "namespaces/status", "persistentvolumeclaims", "persistentvolumeclaims/status", "pods", "pods/log", "pods/status",
        "replicationcontrollers", "replicationcontrollers/scale", "resourcequotas", "resourcequotas/status", "serviceaccounts", "services", "services/status", "namespaces",
    ];

    private static readonly string[] AppsSeen =
    [
        "controllerrevisions", "daemonsets", "daemonsets/status", "deployments", "deployments/scale", "deployments/status", "replicasets", "replicasets/scale", "replicasets/status",
        "statefulsets", "statefulsets/scale", "statefulsets/status",
    ];

    public static IReadOnlyList<V1PolicyRule> ClusterAdminRules { get; } = [Rule(All, All, All), Paths(All, "*")];

    /// <summary>Roles that are put together from those with a label, so that others can join them: admin holds edit, and edit holds view.</summary>
    /// <value>From the least to the most: each is part of the next.</value>
    public static IReadOnlyList<string> Aggregated { get; } = ["view", "edit", "admin"];

    public static IReadOnlyList<(string Name, IReadOnlyList<V1PolicyRule> Rules)> Roles { get; } =
    [
        ("cluster-admin", ClusterAdminRules),
        ("system:aggregate-to-view", [.. ViewRules]),
        ("system:aggregate-to-edit", EditRules),
        ("system:aggregate-to-admin", [.. AdminRules]),
        ("system:basic-user",
            [Rule(["create"], ["authorization.k8s.io"], ["selfsubjectaccessreviews", "selfsubjectrulesreviews"]), Rule(["create"], ["authentication.k8s.io"], ["selfsubjectreviews"])]),
        ("system:discovery", [Paths(["get"], "/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz", "/version", "/version/")]),
        ("system:public-info-viewer", [Paths(["get"], "/healthz", "/livez", "/readyz", "/version", "/version/")]),
        ("system:aggregated-metrics-reader", [Metrics]),
        (ClusterPageRights.Role, [.. ClusterPageRights.Pages, .. ClusterPageRights.Buttons]),
    ];

    public static IReadOnlyList<(string Name, string Role, IReadOnlyList<Rbacv1Subject> Subjects)> Bindings { get; } =
    [
        ("cluster-admin", "cluster-admin", [Group(Caller.Masters)]),
        ("system:basic-user", "system:basic-user", [Group(Caller.Authenticated)]),
        ("system:discovery", "system:discovery", [Group(Caller.Authenticated)]),
        ("system:public-info-viewer", "system:public-info-viewer", [Group(Caller.Authenticated), Group(Caller.Unauthenticated)]),
        (ClusterPageRights.Role, ClusterPageRights.Role, [new Rbacv1Subject { Kind = "ServiceAccount", Name = ClusterPageRights.Account, NamespaceProperty = ClusterPageRights.Namespace }]),
    ];

    private static IEnumerable<V1PolicyRule> ViewRules =>
    [
        Rule(Look, [""], CoreSeen),
        Rule(Look, ["apps"], AppsSeen),
        Rule(Look, ["autoscaling"], ["horizontalpodautoscalers", "horizontalpodautoscalers/status"]),
        Rule(Look, ["batch"], ["cronjobs", "cronjobs/status", "jobs", "jobs/status"]),
        Rule(Look, ["discovery.k8s.io"], ["endpointslices"]),
        Rule(Look, ["networking.k8s.io"], ["ingresses", "ingresses/status", "networkpolicies"]),
        Rule(Look, ["policy"], ["poddisruptionbudgets", "poddisruptionbudgets/status"]),
    ];

    /// <summary>What Kubernetes' metrics server adds to these roles.</summary>
    private static V1PolicyRule Metrics => Rule(Look, ["metrics.k8s.io"], ["pods", "nodes"]);

    private static IReadOnlyList<V1PolicyRule> EditRules =>
    [
        Rule(Look, [""], ["pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "secrets", "services/proxy"]),
        Rule(["impersonate"], [""], ["serviceaccounts"]),
        Rule(Change, [""], ["pods", "pods/attach", "pods/exec", "pods/portforward", "pods/proxy"]),
        Rule(["create"], [""], ["pods/eviction", "serviceaccounts/token"]),
        Rule(Change, [""], ["configmaps", "events", "persistentvolumeclaims", "replicationcontrollers", "replicationcontrollers/scale", "secrets", "serviceaccounts", "services", "services/proxy"]),
        Rule(Change, ["apps"], ["daemonsets", "deployments", "deployments/rollback", "deployments/scale", "replicasets", "replicasets/scale", "statefulsets", "statefulsets/scale"]),
        Rule(Change, ["autoscaling"], ["horizontalpodautoscalers"]),
        Rule(Change, ["batch"], ["cronjobs", "jobs"]),
        Rule(Change, ["networking.k8s.io"], ["ingresses", "networkpolicies"]),
        Rule(Change, ["policy"], ["poddisruptionbudgets"]),
        Rule([.. Change, .. Look], ["coordination.k8s.io"], ["leases"]),
    ];

    private static IEnumerable<V1PolicyRule> AdminRules =>
    [
        Rule(["create"], ["authorization.k8s.io"], ["localsubjectaccessreviews"]),
        Rule([.. Change, .. Look], ["rbac.authorization.k8s.io"], ["rolebindings", "roles"]),
    ];

    /// <summary>The label by which a role joins the one of that name.</summary>
    public static string JoinLabel(string aggregated) => $"rbac.authorization.k8s.io/aggregate-to-{aggregated}";

    /// <summary>Which of the put-together roles a built-in one is part of.</summary>
    public static IEnumerable<string> Joins(string name) => name switch
    {
        "system:aggregated-metrics-reader" => Aggregated,
        "view" or "edit" => [Aggregated[Aggregated.ToList().IndexOf(name) + 1]],
        _ => Aggregated.Where(aggregated => name == $"system:aggregate-to-{aggregated}"),
    };

    private static V1PolicyRule Rule(string[] verbs, string[] groups, string[] resources) => new() { ApiGroups = groups, Resources = resources, Verbs = verbs };

    private static V1PolicyRule Paths(string[] verbs, params string[] urls) => new() { NonResourceURLs = urls, Verbs = verbs };

    private static Rbacv1Subject Group(string name) => new() { ApiGroup = "rbac.authorization.k8s.io", Kind = "Group", Name = name };
}
