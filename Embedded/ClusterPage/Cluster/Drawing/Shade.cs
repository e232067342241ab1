namespace Workshop.ClusterPage.Cluster.Drawing;

/// <summary>Which version of its Deployment something is.</summary>
public enum Shade
{
    /// <summary>Of the newest ReplicaSet, or of none.</summary>
    New,

    /// <summary>Of a ReplicaSet that is being replaced.</summary>
    Old,
}
