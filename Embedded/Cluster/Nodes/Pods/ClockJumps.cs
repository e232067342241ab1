namespace Workshop.Cluster.Nodes.Pods;

/// <summary>Tells by how much the machine's clock was put forward or back, so that what waits for a time of day waits as long as it was meant to.</summary>
internal sealed class ClockJumps(TimeProvider time)
{
    // Less than that is the clock being corrected in passing.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private DateTimeOffset _seen = time.GetUtcNow();
    private long _seenAt = time.GetTimestamp();

    /// <returns>What has been added to the clock since this was last asked; zero if nothing worth speaking of.</returns>
    public TimeSpan Take()
    {
        var (now, at) = (time.GetUtcNow(), time.GetTimestamp());
        var jump = now - _seen - time.GetElapsedTime(_seenAt, at);
        (_seen, _seenAt) = (now, at);
        return jump.Duration() < Least ? TimeSpan.Zero : jump;
    }
}
