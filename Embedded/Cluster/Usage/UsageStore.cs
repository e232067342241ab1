namespace Workshop.Cluster.Usage;

/// <summary>Where nodes leave their latest measurement, for the metrics API and the autoscaler.</summary>
internal sealed class UsageStore
{
    private volatile UsageSnapshot _current = UsageSnapshot.Nothing;

    /// <value>Replaced whole by whoever measures.</value>
    public UsageSnapshot Current
    {
        get => _current;
        set => _current = value;
    }
}
