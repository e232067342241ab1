using Workshop.Endpoints.Tokens;

namespace Workshop.Endpoints.Revocations;

/// <summary>The revoked tokens that this process knows of, each until it expires by itself. Grows only by tokens that auth signed and saw again, and only so far (<see cref="RevocationBounds"/>).</summary>
internal sealed class RevocationSet(TimeProvider time)
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _sizes = new(StringComparer.Ordinal);
    private volatile RevocationState _state = RevocationState.Empty;
    private DateTimeOffset _nextSweep;

    /// <summary>Fires with what is new, outside of the lock.</summary>
    public event Action<IReadOnlyList<Revocation>>? Added;

    public bool Contains(string id) => _state.Contains(id);

    /// <summary>True where a cutoff says it already, so that nobody need keep it.</summary>
    public bool IsCovered(string id) => _state.IsCovered(id) && (Cutoff.Of(id) is not { } cutoff || !IsInForce(cutoff));

    public IReadOnlyList<Revocation> All
    {
        get
        {
            var now = time.GetUtcNow();
            return [.. _state.All.Where(one => one.Until > now)];
        }
    }

    /// <summary>Twice does what once does.</summary>
    /// <returns>Cutoffs that this made necessary.</returns>
    public IReadOnlyList<Cutoff> Add(params IReadOnlyList<Revocation> revocations)
    {
        List<Revocation> news;
        List<Cutoff> cutoffs;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            Sweep_NeedsLock(now);
            news = [.. revocations.Where(one => one.Until > now && !_state.Contains(one.Id))];
            _state = _state.With(news);
            cutoffs = Fold_NeedsLock(news);
        }

        news.AddRange(cutoffs.Select(cutoff => cutoff.ToRevocation()));
        if (news.Count > 0)
        {
            Added?.Invoke(news);
        }

        return cutoffs;
    }

    private bool IsInForce(Cutoff cutoff) => _state.Cutoffs.TryGetValue(cutoff.Account, out var known) && known.IssuedAt == cutoff.IssuedAt;

    private List<Cutoff> Fold_NeedsLock(IReadOnlyList<Revocation> news)
    {
        // Counted, so that an ordinary logout looks at no other one's.
        var grown = new List<string>();
        foreach (var account in news.Select(one => TokenId.Of(one.Id)?.Account).OfType<string>())
        {
            if ((_sizes[account] = _sizes.GetValueOrDefault(account) + 1) > RevocationBounds.MostOfAccount)
            {
                grown.Add(account);
            }
        }

        if (grown.Count == 0 && _state.Count <= RevocationBounds.MostInAll)
        {
            return [];
        }

        List<Cutoff> cutoffs = [.. RevocationBounds.For(_state, grown)];
        foreach (var cutoff in cutoffs)
        {
            _state = _state.With(cutoff);
        }

        Count_NeedsLock();
        return cutoffs;
    }

    private void Sweep_NeedsLock(DateTimeOffset now)
    {
        if (now >= _nextSweep)
        {
            _nextSweep = now + SweepPeriod;
            _state = _state.Without(now);
            Count_NeedsLock();
        }
    }

    private void Count_NeedsLock()
    {
        _sizes.Clear();
        foreach (var account in _state.Tokens.Keys.Select(id => TokenId.Of(id)?.Account).OfType<string>())
        {
            _sizes[account] = _sizes.GetValueOrDefault(account) + 1;
        }
    }
}
