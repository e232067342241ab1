namespace Workshop.Cluster.Loops;

/// <summary>How a pass can end, as metrics and traces name it.</summary>
internal static class PassOutcome
{
    public const string Done = "done";

    /// <summary>Somebody else wrote or deleted first; the pass is made again on what is there now.</summary>
    public const string Conflict = "conflict";

    /// <summary>The API refused what the loop wanted: a quota, an account that is not there, a namespace that ends. An event of the object says it, too.</summary>
    public const string Refused = "refused";

    public const string Error = "error";

    public const string Stopped = "stopped";
}
