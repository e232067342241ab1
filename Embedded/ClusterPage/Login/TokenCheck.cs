using System.Security.Cryptography;
using System.Text;

namespace Workshop.ClusterPage.Login;

/// <summary>Says which role a token opens, in a time that tells nothing about how much of it was right.</summary>
internal sealed class TokenCheck
{
    private readonly byte[] _operator;
    private readonly byte[]? _reader;

    public TokenCheck(LoginSettings settings)
    {
        _operator = Digest(settings.Token);
        _reader = settings.ReadOnlyToken is { } token ? Digest(token) : null;
    }

    /// <returns>Null where the token opens nothing.</returns>
    public string? RoleOf(string token)
    {
        var digest = Digest(token);

        // Both comparisons are always made: neither their order nor their outcome shows in the time.
        var isOperator = CryptographicOperations.FixedTimeEquals(digest, _operator);
        var isReader = CryptographicOperations.FixedTimeEquals(digest, _reader ?? new byte[digest.Length]) & _reader is not null;
        return isOperator ? Roles.Operator : isReader ? Roles.Reader : null;
    }

    /// <summary>What a cookie remembers of the token it was given for.</summary>
    public string FingerprintOf(string role) => Convert.ToHexStringLower((role == Roles.Operator ? _operator : _reader ?? []).AsSpan(0, role == Roles.Operator || _reader is not null ? 8 : 0));

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes("workshop-cluster-page:" + token));
}
