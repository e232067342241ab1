using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using Workshop.Endpoints.Keys;
using Workshop.Endpoints.Revocations;
using Workshop.Endpoints.Tokens;

namespace Workshop.Services.Tests.Tokens;

/// <summary>Everything that somebody may bring in place of a token of auth's, by the door that hello keeps.</summary>
public class KeyPairTokenTests
{
    private static readonly FakeTimeProvider Time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private static readonly SigningKey Ours = SigningKey.Of(DerivedKey.From("ours: a random text of auth's, of 32 characters"));
    private static readonly SigningKey Theirs = SigningKey.Of(DerivedKey.From("theirs: a random text of a forger's own making"));
    private static readonly string Good = Forge.Token(Ours.Private!, "ES256", Time);

    public static TheoryData<string, string> BadTokens => new()
    {
        { "empty", "" },
        { "garbage", "nonsense" },
        { "dots only", ".." },
        { "a header that is no JSON", $"{Base64UrlEncoder.Encode("{")}.e30.e30" },
        { "a header that is no object", $"{Base64UrlEncoder.Encode("[]")}.e30.e30" },
        { "half a character as the key's name", Forge.WithHeader(Good, """{"alg":"ES256","kid":"\ud800"}""") },
        { "half a character as a member's name", Forge.WithHeader(Good, """{"\ud800":"","alg":"ES256"}""") },
        { "an algorithm that is no text", Forge.WithHeader(Good, $$"""{"alg":256,"kid":"{{Ours.Kid}}"}""") },
        { "five parts", $"{Good}.e30.e30" },
        { "a part missing", Good[..Good.LastIndexOf('.')] },
        { "a signature cut off", Good[..^10] },
        { "100 KB", new string('a', 100 * 1024) },
        { "100 KB behind a good header", $"{Good.Split('.')[0]}.{new string('a', 100 * 1024)}.{Good.Split('.')[2]}" },
        { "expired", Forge.Token(Ours.Private!, "ES256", Time, expiresInHours: -0.001, notBeforeInHours: -2) },
        { "not valid yet", Forge.Token(Ours.Private!, "ES256", Time, notBeforeInHours: 0.5) },
        { "without an end", Forge.Token(Ours.Private!, "ES256", Time, expiresInHours: null) },
        { "another issuer", Forge.Token(Ours.Private!, "ES256", Time, issuer: "somebody") },
        { "without an id", Forge.Token(Ours.Private!, "ES256", Time, id: null) },
        { "an id of 200 characters", Forge.Token(Ours.Private!, "ES256", Time, id: new string('i', 200)) },
        { "an id that would revoke others", Forge.Token(Ours.Private!, "ES256", Time, id: "before-99999999999-everybody") },
        { "another key", Forge.Token(Theirs.Private!, "ES256", Time) },
        { "another key under our key's name", Forge.WithHeader(Good, Header("ES256"), bytes => SignedBy(Theirs, bytes)) },
        { "no name of a key", Forge.WithHeader(Good, """{"alg":"ES256","typ":"JWT"}""", bytes => SignedBy(Ours, bytes)) },
        { "alg none", Forge.WithHeader(Good, Header("none"), _ => []) },
        { "alg None, with a signature", Forge.WithHeader(Good, Header("None")) },
        { "the public key as a shared secret, as text", Forge.WithHeader(Good, Header("HS256"), bytes => HMACSHA256.HashData(PublicPem(Ours), bytes)) },
        { "the public key as a shared secret, as JWKS", Forge.WithHeader(Good, Header("HS256"), bytes => HMACSHA256.HashData(JwksDocument.Write([Ours.Public]), bytes)) },
        { "a key in its own header", Forge.WithHeader(Good, $$$"""{"alg":"ES256","kid":"{{{Theirs.Kid}}}","jwk":{"kty":"EC","crv":"P-256","x":"{{{Theirs.Public.X}}}","y":"{{{Theirs.Public.Y}}}"}}""", bytes => SignedBy(Theirs, bytes)) },
        { "a signature of zeros", Forge.WithHeader(Good, Header("ES256"), _ => new byte[64]) },
        { "another algorithm of the same kind", Forge.WithHeader(Good, Header("ES384")) },
    };

    [Fact]
    public async Task A_good_token_passes() => Assert.Equal(TokenState.Valid, await StateOf(Good));

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task A_bad_one_does_not(string what, string token)
    {
        Assert.NotEmpty(what);
        Assert.Equal(TokenState.Invalid, await StateOf(token));
    }

    [Fact]
    public async Task A_key_that_is_withdrawn_takes_its_tokens_with_it_also_from_the_cache()
    {
        var keys = new Keys { Known = Ours };
        var verifier = VerifierOf(keys);
        var before = await verifier.VerifyAsync(Good, CancellationToken.None);

        keys.Known = Theirs;

        Assert.Equal((TokenState.Valid, TokenState.Invalid), (before.State, (await verifier.VerifyAsync(Good, CancellationToken.None)).State));
    }

    [Fact]
    public async Task While_keys_cannot_be_had_a_token_is_neither_valid_nor_refused() =>
        Assert.Equal(TokenState.Unknown, (await VerifierOf(new Keys { IsCertain = false }).VerifyAsync(Good, CancellationToken.None)).State);

    private static string Header(string algorithm) => $$"""{"alg":"{{algorithm}}","kid":"{{Ours.Kid}}","typ":"JWT"}""";

    private static byte[] SignedBy(SigningKey key, byte[] bytes)
    {
        using var pair = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = Base64UrlEncoder.DecodeBytes(key.Private!.D),
            Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(key.Private.X), Y = Base64UrlEncoder.DecodeBytes(key.Private.Y) },
        });
        return pair.SignData(bytes, HashAlgorithmName.SHA256);
    }

    private static byte[] PublicPem(SigningKey key)
    {
        using var pair = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(key.Public.X), Y = Base64UrlEncoder.DecodeBytes(key.Public.Y) },
        });
        return Encoding.ASCII.GetBytes(pair.ExportSubjectPublicKeyInfoPem());
    }

    private static async Task<TokenState> StateOf(string token) => (await VerifierOf(new Keys { Known = Ours }).VerifyAsync(token, CancellationToken.None)).State;

    private static TokenVerifier VerifierOf(ITokenKeys keys) => new(keys, new RevocationSet(Time), new OwnRevocations(), new TokenCache(Time), Time);

    private sealed class Keys : ITokenKeys
    {
        public SigningKey? Known { get; set; }

        public bool IsCertain { get; init; } = true;

        public string Algorithm => "ES256";

        public ValueTask<KeyAnswer> FindAsync(string? kid, CancellationToken ct) =>
            ValueTask.FromResult(kid is not null && kid == Known?.Kid ? KeyAnswer.Of(Known.Public) : new KeyAnswer(null, IsCertain));
    }
}
