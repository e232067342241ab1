using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Workshop.Endpoints.Tokens;

/// <summary>
/// A token's <c>jti</c>: <c>SECOND-ACCOUNT-RANDOM</c>, in hexadecimal digits. That it tells when it was made and for whom, by a fingerprint, is what lets many revocations of one account be one (decision 0043).
/// </summary>
/// <param name="IssuedAt">The second, since 1970.</param>
/// <param name="Account">16 digits of the user name's SHA-256.</param>
internal readonly record struct TokenId(long IssuedAt, string Account)
{
    private const int SecondDigits = 9;
    private const int AccountDigits = 16;
    private const int RandomDigits = 32;

    public static string New(string user, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeSeconds():x9}-{AccountOf(user)}-{Guid.NewGuid():n}");

    public static string AccountOf(string user) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user)).AsSpan(0, AccountDigits / 2));

    /// <returns>Null for an id of another form: made by another program that knows the secret, or by an older version.</returns>
    public static TokenId? Of(string id) =>
        id.Length == SecondDigits + 1 + AccountDigits + 1 + RandomDigits && id[SecondDigits] == '-' && id[SecondDigits + 1 + AccountDigits] == '-'
            && long.TryParse(id.AsSpan(0, SecondDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var second)
            ? new TokenId(second, id.Substring(SecondDigits + 1, AccountDigits))
            : null;
}
