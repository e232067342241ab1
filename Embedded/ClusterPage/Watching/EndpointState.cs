namespace Workshop.ClusterPage.Watching;

/// <param name="Pod">The pod behind it, in the slice's namespace; null when it is none.</param>
/// <param name="IsReady">Gets traffic.</param>
public sealed record EndpointState(string? Pod, bool IsReady);
