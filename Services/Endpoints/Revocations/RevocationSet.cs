using System.Collections.Immutable;

namespace Workshop.Endpoints.Revocations;

/// <summary>The revoked tokens that this process knows of, each until it expires by itself. Grows only by tokens that auth signed and saw again.</summary>
internal sealed class RevocationSet(TimeProvider time)
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private volatile ImmutableDictionary<string, DateTimeOffset> _revoked = ImmutableDictionary<string, DateTimeOffset>.Empty;
    private DateTimeOffset _nextSweep;

    /// <summary>Fires with what is new, outside of the lock.</summary>
    public event Action<IReadOnlyList<Revocation>>? Added;

    public bool Contains(string id) => _revoked.ContainsKey(id);

    public IReadOnlyList<Revocation> All
    {
        get
        {
            var now = time.GetUtcNow();
            return [.. _revoked.Where(one => one.Value > now).Select(one => new Revocation(one.Key, one.Value))];
        }
    }

    /// <summary>Twice does what once does.</summary>
    public void Add(params IReadOnlyList<Revocation> revocations)
    {
        List<Revocation> news;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            news = [.. revocations.Where(one => one.Until > now && !_revoked.ContainsKey(one.Id))];
            _revoked = Swept(now).SetItems(news.Select(one => KeyValuePair.Create(one.Id, one.Until)));
        }

        if (news.Count > 0)
        {
            Added?.Invoke(news);
        }
    }

    private ImmutableDictionary<string, DateTimeOffset> Swept(DateTimeOffset now)
    {
        if (now < _nextSweep)
        {
            return _revoked;
        }

        _nextSweep = now + SweepPeriod;
        return _revoked.RemoveRange(_revoked.Where(one => one.Value <= now).Select(one => one.Key));
    }
}
