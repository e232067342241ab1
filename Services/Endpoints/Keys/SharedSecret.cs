using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Workshop.Endpoints.Keys;

/// <summary>The secret that auth signs with and hello checks with: HS256, as in the deck.</summary>
internal sealed class SharedSecret : ITokenSigner, ITokenKeys
{
    // The library refuses keys of less than 32 bytes. HMAC itself fills a key up with zeros to 64, so that doing it here changes no signature:
    // the deck's "--secret secret" works, and any other program that knows the secret agrees.
    private const int LeastBytes = 32;

    public SharedSecret(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        IsShort = bytes.Length < LeastBytes;
        Array.Resize(ref bytes, Math.Max(bytes.Length, LeastBytes));
        Key = new SymmetricSecurityKey(bytes);
    }

    public SymmetricSecurityKey Key { get; }

    public string Algorithm => SecurityAlgorithms.HmacSha256;

    public TokenSigner Current => new(Key, Algorithm);

    /// <value>True for a secret that can be guessed offline from one token: good enough for a lab only.</value>
    public bool IsShort { get; }

    /// <summary>One key: whatever a token calls it, its signature decides.</summary>
    public ValueTask<KeyAnswer> FindAsync(string? kid, CancellationToken ct) => ValueTask.FromResult(KeyAnswer.Of(Key));

    public static string Random() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
}
