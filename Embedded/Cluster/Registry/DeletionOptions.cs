namespace Workshop.Cluster.Registry;

/// <summary>How an object is to be deleted.</summary>
internal sealed record DeletionOptions
{
    /// <summary>What a node says when a pod's processes have ended: the object may go now.</summary>
    public static DeletionOptions Now { get; } = new() { GracePeriodSeconds = 0 };

    /// <value>Seconds; null: the object's own (<c>terminationGracePeriodSeconds</c> of a pod, else 0).</value>
    public long? GracePeriodSeconds { get; init; }

    /// <value>Background (default), Foreground or Orphan.</value>
    public string? PropagationPolicy { get; init; }

    public string? PreconditionUid { get; init; }

    public string? PreconditionResourceVersion { get; init; }

    public bool DryRun { get; init; }
}
