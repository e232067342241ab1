using Workshop.Dashboard.Watching;

namespace Workshop.Dashboard.Resources;

/// <summary>A pod below its workload.</summary>
internal sealed record PodRow(PodState Pod, Condition Condition);
