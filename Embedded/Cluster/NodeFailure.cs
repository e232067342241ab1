namespace Workshop.Cluster;

/// <summary>How fast the cluster gives up a node that is silent. Kubernetes is slower (40 s, 300 s): a class does not want to wait so long.</summary>
public sealed class NodeFailure
{
    /// <value>Default 6 s, at least 1 s. A node whose lease is older is NotReady. Nodes renew theirs three times in it: each renewal is one write to the disk.</value>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(6);

    /// <value>Default 10 s. How long pods stay bound to a silent node whose toleration is the 300 s that Kubernetes adds by itself; a toleration with another number is taken at its word.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    internal TimeSpan RenewPeriod => Grace / 3;
}
