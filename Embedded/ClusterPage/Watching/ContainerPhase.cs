namespace Workshop.ClusterPage.Watching;

public enum ContainerPhase
{
    /// <summary>Not reported yet.</summary>
    Unknown,
    Waiting,
    Running,
    Terminated,
}
