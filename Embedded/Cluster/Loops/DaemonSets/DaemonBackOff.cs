namespace Workshop.Cluster.Loops.DaemonSets;

/// <summary>Pods of a set that fail on a node at once come back ever later: 1 s, 2 s … 15 min. Forgotten after twice as long without a failure.</summary>
internal sealed class DaemonBackOff(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly Dictionary<(string Set, string Node), (TimeSpan Delay, DateTimeOffset From)> _failures = [];

    /// <returns>How long the failed pod is to stay; null: it may be replaced now, and the next one waits longer.</returns>
    public TimeSpan? Wait(string set, string node)
    {
        var now = time.GetUtcNow();
        foreach (var stale in _failures.Where(failure => now - failure.Value.From > 2 * Longest).Select(failure => failure.Key).ToList())
        {
            _failures.Remove(stale);
        }

        if (!_failures.TryGetValue((set, node), out var last))
        {
            _failures[(set, node)] = (First, now);
            return null;
        }

        var left = last.From + last.Delay - now;
        if (left > TimeSpan.Zero)
        {
            return left;
        }

        _failures[(set, node)] = (last.Delay * 2 < Longest ? last.Delay * 2 : Longest, now);
        return null;
    }
}
