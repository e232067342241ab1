namespace Workshop.ClusterPage.Login;

/// <summary>Slows down who guesses: each failure in a row makes the next answer come later, and only a few may wait at a time.</summary>
internal sealed class LoginThrottle(TimeProvider time)
{
    private const int MostWaiting = 8;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private int _failures;
    private int _waiting;
    private DateTimeOffset _lastFailure;

    /// <value>True while too many failures wait for their answer: then nothing is compared at all.</value>
    public bool IsFull => Volatile.Read(ref _waiting) >= MostWaiting;

    /// <summary>Counts a failure and waits as long as failures have to by now.</summary>
    public async Task PunishAsync(CancellationToken ct)
    {
        var delay = Count();
        Interlocked.Increment(ref _waiting);
        try
        {
            await Task.Delay(delay, time, ct);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Who knows the token did not guess.</summary>
    public void Forgive()
    {
        lock (_lock)
        {
            _failures = 0;
        }
    }

    private TimeSpan Count()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            _failures = now - _lastFailure > Forgotten ? 1 : _failures + 1;
            _lastFailure = now;
            return TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(_failures - 1, 8)));
        }
    }
}
