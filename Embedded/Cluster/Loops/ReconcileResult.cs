namespace Workshop.Cluster.Loops;

/// <summary>What a pass that went well asks for: nothing, or another pass at a later time even if no object changes until then.</summary>
internal readonly record struct ReconcileResult(TimeSpan? RequeueAfter)
{
    public static ReconcileResult Done => default;

    public static ReconcileResult After(TimeSpan delay) => new(delay);

    /// <summary>Another pass after <paramref name="delay"/>, or none when it is null.</summary>
    public static ReconcileResult Maybe(TimeSpan? delay) => new(delay);
}
