using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Workshop.Endpoints.Keys;

/// <summary>A P-256 key with the name by which tokens call it.</summary>
internal sealed class SigningKey
{
    public const string Algorithm = SecurityAlgorithms.EcdsaSha256;
    public const string Curve = "P-256";

    private SigningKey(JsonWebKey @public, JsonWebKey? @private) => (Public, Private) = (@public, @private);

    /// <value>RFC 7638: the key's own fingerprint, so that every replica gives it the same name.</value>
    public string Kid => Public.Kid;

    public JsonWebKey Public { get; }

    /// <value>Null: it checks but does not sign.</value>
    public JsonWebKey? Private { get; }

    public static SigningKey Of(ECParameters key)
    {
        var (x, y) = (Base64UrlEncoder.Encode(key.Q.X), Base64UrlEncoder.Encode(key.Q.Y));
        var @public = PublicKey(x, y);
        return new SigningKey(@public, key.D is null ? null : WithPrivate(PublicKey(x, y), Base64UrlEncoder.Encode(key.D)));
    }

    /// <param name="x">Base64url of 32 bytes.</param>
    /// <param name="y">Base64url of 32 bytes.</param>
    public static JsonWebKey PublicKey(string x, string y)
    {
        // Exactly these members in exactly this order: RFC 7638, 3.2.
        var canonical = $$"""{"crv":"{{Curve}}","kty":"EC","x":"{{x}}","y":"{{y}}"}""";
        var kid = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        return new JsonWebKey { Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv = Curve, X = x, Y = y, Kid = kid, KeyId = kid, Use = JsonWebKeyUseNames.Sig, Alg = Algorithm };
    }

    private static JsonWebKey WithPrivate(JsonWebKey key, string d)
    {
        key.D = d;
        return key;
    }
}
