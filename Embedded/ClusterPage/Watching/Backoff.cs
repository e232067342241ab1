namespace Workshop.ClusterPage.Watching;

/// <summary>How long to wait before trying again: doubled each time, up to a limit, with jitter so that eight watches do not knock at once.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan limit, Func<double> random)
{
    private int _failures;

    public TimeSpan Next()
    {
        var full = Math.Min(limit.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Min(_failures, 30)));
        _failures++;
        return TimeSpan.FromMilliseconds(full * (0.5 + (random() / 2)));
    }

    /// <summary>It worked: the next failure is a first one.</summary>
    public void Reset() => _failures = 0;
}
