namespace Workshop.Cluster.Nodes.Processes;

/// <param name="Output">Standard output and error as they came, together; the first 10 KiB.</param>
public sealed record CommandOutcome(int ExitCode, string Output, bool IsTimedOut);
