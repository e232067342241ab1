namespace Workshop.Cluster.Nodes.Processes;

/// <summary>What the state folder remembers of a running process.</summary>
/// <param name="Marker">Value of <see cref="ProcessLedger.MarkerVariable"/> in its environment.</param>
/// <param name="Group">Its process group, which is to end with it.</param>
/// <param name="What">Pod and container, for the log.</param>
internal sealed record ProcessRecord(string Marker, ProcessIdentity Process, int Group, string What);
