namespace Workshop.Cluster.Nodes.Pods;

/// <summary>How one run of a container ended.</summary>
/// <param name="Reason">Completed, Error, StartError, Unknown …</param>
/// <param name="Message">Its last words, if any.</param>
internal sealed record ContainerEnd(int ExitCode, string Reason, string? Message, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, string ContainerId);
