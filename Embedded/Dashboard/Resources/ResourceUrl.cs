namespace Workshop.Dashboard.Resources;

/// <summary>Where a workload answers.</summary>
/// <param name="Address">Such as <c>http://127.0.0.1:8080</c>.</param>
/// <param name="IsReachable">From where this browser is; else inside the cluster alone.</param>
/// <param name="Service">By which Service.</param>
internal sealed record ResourceUrl(string Address, bool IsReachable, string Service);
