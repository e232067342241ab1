namespace Workshop.Dashboard.Watching;

/// <param name="Pod">The pod behind it, in the slice's namespace; null when it is none.</param>
/// <param name="IsReady">Gets traffic.</param>
public sealed record EndpointState(string Address, string? Pod, string? Node, bool IsReady, bool IsTerminating);
