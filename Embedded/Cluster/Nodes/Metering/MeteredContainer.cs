using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Nodes.Metering;

/// <summary>A running container that is measured.</summary>
internal sealed record MeteredContainer(string Id, string PodUid, string Node, string Name, ILaunchedProcess Process);
