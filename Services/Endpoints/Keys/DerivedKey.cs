using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Workshop.Endpoints.Keys;

/// <summary>A P-256 key from a secret text: the same text gives the same key everywhere, so that a generated parameter serves as one and no tool is needed.</summary>
internal static class DerivedKey
{
    /// <value>Fewer characters could be guessed: the public key, which everybody has, tells whether a guess is right.</value>
    public const int LeastCharacters = 32;

    // FIPS 186-5, A.2.1 (extra random bits): 128 bits more than the order has, so that the remainder is as good as evenly spread.
    private const int DrawnBytes = P256.Bytes + 16;

    public static ECParameters From(string secret)
    {
        var drawn = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), DrawnBytes, salt: "workshop signing key"u8.ToArray(), info: "ES256 P-256 1"u8.ToArray());
        return P256.KeyOf((new BigInteger(drawn, isUnsigned: true, isBigEndian: true) % (P256.Order - 1)) + 1);
    }
}
