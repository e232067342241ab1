using Workshop.Dashboard.Resources;
using Workshop.Dashboard.Watching;

namespace Workshop.Dashboard.ConsoleLogs;

/// <summary>Addresses of the page of console logs.</summary>
internal static class LogAddress
{
    /// <summary>One pod.</summary>
    public static string Of(ObjectName pod) => $"/consolelogs/{Uri.EscapeDataString(pod.Name)}?ns={Uri.EscapeDataString(pod.Namespace)}";

    /// <summary>All pods of a workload.</summary>
    public static string Of(WorkloadKey workload) => workload.Kind == WorkloadKey.Pod ? Of(workload.Name) : $"/consolelogs?workload={Uri.EscapeDataString(workload.Text)}";
}
