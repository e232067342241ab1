namespace Workshop.Hosting.Rows;

/// <summary>
/// The names and ids of rows. A name of the model has letters, digits and single hyphens, a namespace lower-case letters, digits and hyphens; so what has an underscore is no
/// name of the model, in whatever namespace somebody calls a pod <c>redis</c>, and what has one underscore is never what has two.
/// </summary>
internal static class RowNames
{
    /// <summary><c>default_web-0</c>: as the node names a pod's log files. It needs no quotes in a shell and no escape in an address.</summary>
    public static string OfPod(string ns, string pod) => $"{ns}_{pod}";

    /// <summary><c>default_</c>: what the names of its pods begin with, and so before them in every list.</summary>
    public static string OfNamespace(string ns) => $"{ns}_";

    /// <param name="pod">The name of a pod's row.</param>
    public static string OfNamespaceOf(string pod) => pod[..(pod.IndexOf('_', StringComparison.Ordinal) + 1)];

    public static string PodId(int row) => $"pod__{row + 1}";

    public static string NamespaceId(int row) => $"branch__{row + 1}";
}
