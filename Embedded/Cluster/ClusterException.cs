namespace Workshop.Cluster;

/// <summary>A mistake that the user can mend; shown as one clear message without a stack.</summary>
public sealed class ClusterException : Exception
{
    public ClusterException(string message)
        : base(message)
    {
    }

    public ClusterException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
