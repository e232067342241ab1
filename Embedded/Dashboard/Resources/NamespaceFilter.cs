using Workshop.Dashboard.Watching;

namespace Workshop.Dashboard.Resources;

/// <summary>Which namespaces a page shows: by default those of people, not those of the cluster itself.</summary>
internal static class NamespaceFilter
{
    /// <value>Every namespace.</value>
    public const string All = "*";

    /// <param name="choice">A namespace; <see cref="All"/>; empty for all but the cluster's own.</param>
    /// <param name="ns">Empty for what is in none.</param>
    public static bool Shows(string choice, string ns) => choice switch
    {
        All => true,
        "" => !Cluster.Drawing.NamespaceFilter.IsSystem(ns),
        _ => ns == choice || ns.Length == 0,
    };

    /// <summary>What can be chosen beside "all" and the default.</summary>
    public static IEnumerable<string> Choices(ClusterSnapshot cluster) => cluster.Namespaces.Keys.Select(name => name.Name);
}
