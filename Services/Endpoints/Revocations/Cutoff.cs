using System.Globalization;
using Workshop.Endpoints.Tokens;

namespace Workshop.Endpoints.Revocations;

/// <summary>
/// "All tokens of this account that were made up to this second are revoked": stands in the place of many revocations, and goes where they go, as an id of its own form,
/// <c>before-SECOND-ACCOUNT</c>. What does not know the form takes it for the id of a token that never comes.
/// </summary>
/// <param name="IssuedAt">The last second that it concerns, since 1970.</param>
/// <param name="Account">As in <see cref="TokenId"/>, or <see cref="Everybody"/>.</param>
internal readonly record struct Cutoff(long IssuedAt, string Account)
{
    public const string Everybody = "everybody";
    private const string Mark = "before-";

    private static readonly long MostSeconds = (DateTimeOffset.MaxValue - TokenClaims.Lifetime).ToUnixTimeSeconds() - 1;

    /// <summary>As a revocation among others: it may go when the last token that it concerns has expired.</summary>
    public Revocation ToRevocation() => new(
        string.Create(CultureInfo.InvariantCulture, $"{Mark}{IssuedAt}-{Account}"),
        DateTimeOffset.FromUnixTimeSeconds(IssuedAt + 1) + TokenClaims.Lifetime);

    /// <returns>Null for the id of a single token, and for a second that no calendar has.</returns>
    public static Cutoff? Of(string id)
    {
        if (!id.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = id[Mark.Length..].Split('-', 2);
        return parts.Length == 2 && parts[1].Length > 0 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var second) && second <= MostSeconds
            ? new Cutoff(second, parts[1])
            : null;
    }

    /// <summary>True for an id that must not be a token's: whoever revoked it would revoke others with it.</summary>
    public static bool IsMeant(string id) => id.StartsWith(Mark, StringComparison.Ordinal);
}
