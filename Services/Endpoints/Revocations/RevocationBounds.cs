using Workshop.Endpoints.Tokens;

namespace Workshop.Endpoints.Revocations;

/// <summary>Decides what to fold where there are too many revocations: of one account, or in all. Whoever loops login and logout ends sessions of their own for it, and fills no memory.</summary>
internal static class RevocationBounds
{
    /// <value>Tokens of one account that are revoked one by one; more than anybody logs out of in three days.</value>
    public const int MostOfAccount = 128;

    /// <value>Revocations in all, single ones and cutoffs.</value>
    public const int MostInAll = 100_000;

    /// <param name="state">What there is.</param>
    /// <param name="accounts">Those that have grown.</param>
    /// <returns>Cutoffs to take over; none where all is within bounds.</returns>
    public static IEnumerable<Cutoff> For(RevocationState state, IEnumerable<string> accounts) => For(state, accounts, MostOfAccount, MostInAll);

    internal static IEnumerable<Cutoff> For(RevocationState state, IEnumerable<string> accounts, int mostOfAccount, int mostInAll)
    {
        foreach (var account in accounts.Distinct(StringComparer.Ordinal))
        {
            var seconds = SecondsOf(state, id => id.Account == account);
            if (seconds.Count > mostOfAccount)
            {
                // All but the youngest: who has just logged in again is not concerned, unless dozens do so within a second.
                yield return new Cutoff(seconds[^((mostOfAccount / 2) + 1)], account);
            }
        }

        if (state.Count > mostInAll)
        {
            var seconds = SecondsOf(state, _ => true);
            seconds.AddRange(state.Cutoffs.Values.Select(cutoff => cutoff.IssuedAt));
            seconds.Sort();
            if (seconds.Count > 0)
            {
                yield return new Cutoff(seconds[^(Math.Min(mostInAll / 2, seconds.Count - 1) + 1)], Cutoff.Everybody);
            }
        }
    }

    private static List<long> SecondsOf(RevocationState state, Func<TokenId, bool> isMeant) =>
        [.. state.Tokens.Keys.Select(TokenId.Of).OfType<TokenId>().Where(isMeant).Select(id => id.IssuedAt).Order()];
}
