namespace Workshop.Dashboard.Metrics;

/// <summary>Something by which the series of an instrument differ.</summary>
/// <param name="Key">An attribute's key, or <see cref="Instance"/>.</param>
/// <param name="Values">In order; those that were found in the window.</param>
public sealed record MetricDimension(string Key, IReadOnlyList<string> Values)
{
    /// <summary>The sender itself, in a cluster the pod; no attribute has a space in its key.</summary>
    public const string Instance = "sent by";
}
