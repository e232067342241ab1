using System.Collections.Immutable;
using Workshop.Endpoints.Tokens;

namespace Workshop.Endpoints.Revocations;

/// <summary>What is revoked at one moment. Immutable; no change of it makes a token good again that was not.</summary>
/// <param name="Tokens">Single tokens by their id, and when they expire.</param>
/// <param name="Cutoffs">For an account, or everybody, the second up to which all tokens are revoked, and when that is over.</param>
internal sealed record RevocationState(ImmutableDictionary<string, DateTimeOffset> Tokens, ImmutableDictionary<string, (long IssuedAt, DateTimeOffset Until)> Cutoffs)
{
    public static RevocationState Empty { get; } = new(
        ImmutableDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal), ImmutableDictionary.Create<string, (long, DateTimeOffset)>(StringComparer.Ordinal));

    public int Count => Tokens.Count + Cutoffs.Count;

    /// <param name="id">A token's, or a cutoff's.</param>
    public bool Contains(string id) => Tokens.ContainsKey(id) || IsCovered(id);

    /// <summary>True where a cutoff says it already.</summary>
    public bool IsCovered(string id)
    {
        if (Cutoffs.IsEmpty)
        {
            return false;
        }

        var (second, account) = Cutoff.Of(id) is { } cutoff ? (cutoff.IssuedAt, cutoff.Account) : TokenId.Of(id) is { } token ? (token.IssuedAt, token.Account) : (long.MaxValue, "");
        return IsUpTo(account, second) || IsUpTo(Cutoff.Everybody, second);
    }

    public RevocationState With(IEnumerable<Revocation> revocations)
    {
        var state = this;
        foreach (var one in revocations)
        {
            state = Cutoff.Of(one.Id) is { } cutoff ? state.With(cutoff) : state with { Tokens = state.Tokens.SetItem(one.Id, one.Until) };
        }

        return state;
    }

    /// <summary>Takes a cutoff over, and drops what it makes superfluous.</summary>
    public RevocationState With(Cutoff cutoff)
    {
        var state = this with { Cutoffs = Cutoffs.SetItem(cutoff.Account, (cutoff.IssuedAt, cutoff.ToRevocation().Until)) };
        return state with
        {
            Tokens = state.Tokens.RemoveRange(state.Tokens.Keys.Where(state.IsCovered)),
            Cutoffs = cutoff.Account == Cutoff.Everybody
                ? state.Cutoffs.RemoveRange(state.Cutoffs.Where(one => one.Key != Cutoff.Everybody && one.Value.IssuedAt <= cutoff.IssuedAt).Select(one => one.Key))
                : state.Cutoffs,
        };
    }

    public RevocationState Without(DateTimeOffset expired) => new(
        Tokens.RemoveRange(Tokens.Where(one => one.Value <= expired).Select(one => one.Key)),
        Cutoffs.RemoveRange(Cutoffs.Where(one => one.Value.Until <= expired).Select(one => one.Key)));

    public IEnumerable<Revocation> All => Tokens.Select(one => new Revocation(one.Key, one.Value)).Concat(Cutoffs.Select(one => new Cutoff(one.Value.IssuedAt, one.Key).ToRevocation()));

    private bool IsUpTo(string account, long second) => Cutoffs.TryGetValue(account, out var cutoff) && second <= cutoff.IssuedAt;
}
