namespace Workshop.TestKit;

/// <summary>A clock that somebody puts forward or back, as a machine's may be: timers and what measures time go on as before.</summary>
public sealed class JumpingClock(TimeProvider inner) : TimeProvider
{
    private long _jump;

    /// <summary>Changes the time of day, and nothing else.</summary>
    public void Jump(TimeSpan by) => Interlocked.Add(ref _jump, by.Ticks);

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _jump));

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(callback, state, dueTime, period);
}
