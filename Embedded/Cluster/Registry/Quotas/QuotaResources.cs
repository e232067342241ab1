namespace Workshop.Cluster.Registry.Quotas;

/// <summary>The names of resources that quotas and limit ranges know without a prefix.</summary>
internal static class QuotaResources
{
    public const string PagesPrefix = "hugepages-";

    private static readonly HashSet<string> Compute = ["cpu", "memory", "ephemeral-storage"];

    private static readonly HashSet<string> Standard =
    [
        .. Compute, .. Compute.Select(name => $"requests.{name}"), .. Compute.Select(name => $"limits.{name}"),
        "pods", "services", "replicationcontrollers", "resourcequotas", "secrets", "configmaps", "persistentvolumeclaims", "requests.storage", "services.nodeports", "services.loadbalancers",
    ];

    private static readonly HashSet<string> PodScoped = ["pods", "cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"];

    /// <summary>Those that a container must state where a quota counts them.</summary>
    public static IReadOnlyList<string> MustBeStated { get; } = ["cpu", "limits.cpu", "limits.memory", "memory", "requests.cpu", "requests.memory"];

    public static bool IsCompute(string name) =>
        Compute.Contains(name) || IsPages(name) || (name.StartsWith("limits.", StringComparison.Ordinal) && Compute.Contains(name["limits.".Length..]));

    public static bool IsStandard(string name) => Standard.Contains(name) || name == "storage" || IsPages(name) || IsQuotaPages(name);

    public static bool IsStandardForQuotas(string name) => Standard.Contains(name) || IsQuotaPages(name);

    /// <summary>Memory in pages of the size that the name tells, such as <c>hugepages-2Mi</c>.</summary>
    public static bool IsPages(string name) => name.StartsWith(PagesPrefix, StringComparison.Ordinal);

    /// <summary>Whether a quota with that scope can count the resource.</summary>
    public static bool FitsScope(string scope, string name) => scope == "BestEffort" ? name == "pods" : PodScoped.Contains(name);

    private static bool IsQuotaPages(string name) => name.StartsWith("requests.hugepages-", StringComparison.Ordinal) || IsPages(name);
}
