namespace Workshop.Cluster.Loops;

/// <summary>The time since this was made. It goes on at its pace when somebody puts the machine's clock forward or back: what waits, waits by it.</summary>
internal sealed class Uptime(TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();

    public TimeSpan Now => time.GetElapsedTime(_startedAt);
}
