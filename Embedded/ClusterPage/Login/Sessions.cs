using System.Collections.Concurrent;

namespace Workshop.ClusterPage.Login;

/// <summary>Remembers which sessions were ended by logging out: their cookies are refused from then on, their open pages leave.</summary>
internal sealed class Sessions(TimeProvider time)
{
    /// <value>How long a cookie lives unused; nothing needs to be remembered longer.</value>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ended = new(StringComparer.Ordinal);

    /// <summary>A session was ended; the argument is its id.</summary>
    public event Action<string>? Ended;

    public bool IsEnded(string id) => _ended.ContainsKey(id);

    public void End(string id)
    {
        var now = time.GetUtcNow();
        foreach (var (old, _) in _ended.Where(one => now - one.Value > Lifetime))
        {
            _ended.TryRemove(old, out _);
        }

        _ended[id] = now;
        Ended?.Invoke(id);
    }
}
