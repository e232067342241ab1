namespace Workshop.Cluster.Nodes.Processes;

/// <summary>In characters.</summary>
internal readonly record struct TerminalSize(ushort Columns, ushort Rows);
