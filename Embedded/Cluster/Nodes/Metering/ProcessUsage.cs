namespace Workshop.Cluster.Nodes.Metering;

/// <summary>What the system says of one process.</summary>
/// <param name="StartedAt">The system's own number: with the id it tells a process from a later one that got the same id.</param>
/// <param name="Cpu">Its own processor time since its start.</param>
/// <param name="EndedChildren">That of children that have ended and that it has waited for; zero where the system does not say.</param>
/// <param name="Bytes">Its working set.</param>
internal readonly record struct ProcessUsage(int Id, long StartedAt, TimeSpan Cpu, TimeSpan EndedChildren, long Bytes);
