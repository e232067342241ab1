using System.Text.Json.Nodes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops;

internal static class StatusExceptionExtensions
{
    /// <summary>Nothing new may be made in a namespace that is going away: for a loop that is an end, not an error.</summary>
    public static bool IsNamespaceTerminating(this StatusException e) =>
        e.Code == 403
        && (e.Details?["causes"] as JsonArray)?.Any(cause => cause?["reason"]?.GetValue<string>() == "NamespaceTerminating") == true;
}
