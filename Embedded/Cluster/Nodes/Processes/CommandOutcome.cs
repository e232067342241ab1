namespace Workshop.Cluster.Nodes.Processes;

/// <param name="Output">Standard output and error as they came, together.</param>
internal sealed record CommandOutcome(int ExitCode, string Output, bool IsTimedOut);
