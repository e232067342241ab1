namespace Workshop.ClusterPage.Watching;

/// <summary>Where a container is asked how it is: an HTTP path and port. Probes of another sort are not shown as targets.</summary>
public sealed record ProbeTarget(string Path, int Port);
