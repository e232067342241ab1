namespace Workshop.Endpoints.Login;

/// <summary>Counts failures by name, each until a time of its own; bounded, so that inventing names costs the inventor's, not our, memory.</summary>
internal sealed class FailureCounts(TimeSpan window, TimeProvider time)
{
    public const int MostNames = 20_000;

    private readonly Lock _lock = new();
    private readonly long _startedAt = time.GetTimestamp();
    private readonly Dictionary<string, (int Count, TimeSpan Until)> _counts = new(StringComparer.Ordinal);

    // Not the time of day: a clock that is put back would lock people out.
    private TimeSpan Now => time.GetElapsedTime(_startedAt);

    /// <returns>How many, and when they are forgotten.</returns>
    public (int Count, TimeSpan Left) Of(string name)
    {
        lock (_lock)
        {
            var now = Now;
            return _counts.TryGetValue(name, out var known) && known.Until > now ? (known.Count, known.Until - now) : (0, TimeSpan.Zero);
        }
    }

    /// <summary>The time runs from the first failure: whoever goes on trying does not prolong it.</summary>
    public void Add(string name)
    {
        lock (_lock)
        {
            var now = Now;
            var known = _counts.GetValueOrDefault(name);
            MakeRoom(now);
            _counts[name] = known.Until > now ? (known.Count + 1, known.Until) : (1, now + window);
        }
    }

    public void Forget(string name)
    {
        lock (_lock)
        {
            _counts.Remove(name);
        }
    }

    private void MakeRoom(TimeSpan now)
    {
        if (_counts.Count < MostNames)
        {
            return;
        }

        // What is over; and if that is not enough, those that say least.
        var gone = _counts.Where(one => one.Value.Until <= now).Select(one => one.Key).ToList();
        foreach (var name in gone.Count > 0 ? gone : [.. _counts.OrderBy(one => one.Value.Count).Take(MostNames / 10).Select(one => one.Key)])
        {
            _counts.Remove(name);
        }
    }
}
