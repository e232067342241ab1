namespace Workshop.Dashboard.Resources;

/// <summary>One workload knows another: a line from its right side to the other's left.</summary>
/// <param name="Path">For an SVG's <c>d</c>.</param>
internal sealed record GraphEdge(WorkloadKey From, WorkloadKey To, string Path);
