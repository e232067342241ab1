namespace Workshop.ClusterPage.Cluster.Drawing;

/// <summary>Which namespaces are drawn: all, one, or those of applications.</summary>
/// <param name="Choice">Empty: applications; <see cref="All"/>; or a namespace's name.</param>
public sealed record NamespaceFilter(string Choice)
{
    public const string Applications = "";

    /// <summary>No namespace can have this name.</summary>
    public const string All = "*";

    private static readonly string[] SystemPrefixes = ["kube-", "gke-", "gmp-"];

    public bool Shows(string ns) => Choice switch
    {
        All => true,
        Applications => !IsSystem(ns),
        _ => ns == Choice,
    };

    /// <summary>Whether several namespaces are drawn side by side, so that names alone do not tell.</summary>
    public bool IsMixed => Choice is All or Applications;

    public static bool IsSystem(string ns) => ns == "workshop-system" || SystemPrefixes.Any(prefix => ns.StartsWith(prefix, StringComparison.Ordinal));
}
