namespace Workshop.Dashboard.Watching;

internal enum ContainerPhase
{
    /// <summary>Not reported yet.</summary>
    Unknown,
    Waiting,
    Running,
    Terminated,
}
