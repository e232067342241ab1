namespace Workshop.Cluster.Loops;

/// <summary>How a pass can end, as metrics and traces name it.</summary>
internal static class PassOutcome
{
    public const string Done = "done";

    /// <summary>Somebody else wrote or deleted first; the pass is made again on what is there now.</summary>
    public const string Conflict = "conflict";

    public const string Error = "error";

    public const string Stopped = "stopped";
}
