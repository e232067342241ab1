namespace Workshop.Cluster.Nodes.Pods;

/// <summary>Something that a <see cref="PodPlan"/> wants done.</summary>
internal abstract record PodAction(string Container);

internal sealed record StartContainer(string Container) : PodAction(Container);

/// <param name="Message">For the event that reports it.</param>
/// <param name="ByProbe">A probe ended it, and may set a grace period of its own.</param>
internal sealed record StopContainer(string Container, string Message, bool ByProbe = false) : PodAction(Container);

/// <summary>It has to wait for its next start.</summary>
/// <param name="Delay">The whole delay, for the message.</param>
internal sealed record HoldContainer(string Container, TimeSpan Delay, DateTimeOffset Until) : PodAction(Container);
