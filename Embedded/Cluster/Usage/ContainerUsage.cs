namespace Workshop.Cluster.Usage;

/// <summary>What a container's processes used.</summary>
/// <param name="Nanocores">Average over the window: a thousand million are one processor kept busy.</param>
/// <param name="Bytes">Working set at its end.</param>
internal sealed record ContainerUsage(string Name, long Nanocores, long Bytes)
{
    public long Millicores => (long)Math.Ceiling(Nanocores / 1_000_000m);
}
