namespace Workshop.Dashboard.Watching;

public enum ContainerPhase
{
    /// <summary>Not reported yet.</summary>
    Unknown,
    Waiting,
    Running,
    Terminated,
}
