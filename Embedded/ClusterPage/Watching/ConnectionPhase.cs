namespace Workshop.ClusterPage.Watching;

public enum ConnectionPhase
{
    /// <summary>Nobody said which cluster.</summary>
    NotConfigured,

    /// <summary>Asked, and not answered yet.</summary>
    Connecting,

    /// <summary>At least one kind has been read and is followed.</summary>
    Connected,

    /// <summary>The cluster does not answer; what is shown is what it last said. Tried again by itself.</summary>
    Lost,
}
