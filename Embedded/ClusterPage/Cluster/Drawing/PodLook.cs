namespace Workshop.ClusterPage.Cluster.Drawing;

/// <summary>How a pod is drawn: by shape and pattern as well as by colour.</summary>
public enum PodLook
{
    /// <summary>No node yet, or its containers are being made.</summary>
    Starting,

    /// <summary>Its containers run, and it does not say that it is ready.</summary>
    Unready,
    Ready,

    /// <summary>It cannot start, crashes, or has failed.</summary>
    Failing,

    /// <summary>Asked to end.</summary>
    Leaving,

    /// <summary>It has done its work.</summary>
    Done,
}
