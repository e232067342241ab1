using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using Workshop.Endpoints.Keys;
using Workshop.Endpoints.Revocations;
using Workshop.Endpoints.Tokens;
using Workshop.Endpoints.Users;

namespace Workshop.Services.Tests.Tokens;

public class TokenTests
{
    private static readonly User User = new("user", "user@example.com", "");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly SharedSecret _secret = new("secret");

    [Fact]
    public async Task A_token_is_valid_for_72_hours()
    {
        var verifier = Verifier(_secret);
        var token = Issue(_secret);

        _time.Advance(TimeSpan.FromHours(72) - TimeSpan.FromSeconds(1));
        var before = await verifier.VerifyAsync(token, CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(1));
        var after = await verifier.VerifyAsync(token, CancellationToken.None);

        // The second answer comes from the cache, which must know the end, too.
        Assert.Equal((TokenState.Valid, TokenState.Invalid), (before.State, after.State));
    }

    [Fact]
    public async Task A_token_of_another_secret_is_refused() => Assert.Equal(TokenState.Invalid, await StateOf(Issue(new SharedSecret("Secret"))));

    [Fact]
    public void A_short_secret_signs_as_every_other_program_does()
    {
        var parts = Issue(_secret).Split('.');

        var expected = HMACSHA256.HashData("secret"u8, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));

        Assert.Equal(Base64UrlEncoder.Encode(expected), parts[2]);
        Assert.True(_secret.IsShort);
    }

    [Fact]
    public async Task A_token_that_was_changed_is_refused()
    {
        var parts = Issue(_secret).Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace("\"user\"", "\"root\"", StringComparison.Ordinal);

        Assert.Equal(TokenState.Invalid, await StateOf($"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}"));
    }

    [Fact]
    public async Task Another_algorithm_is_refused_though_the_key_is_right()
    {
        var secret = new SharedSecret(new string('k', 64));

        Assert.Equal(TokenState.Valid, (await Verifier(secret).VerifyAsync(Forge.Token(secret.Key, "HS256", _time), CancellationToken.None)).State);
        Assert.Equal(TokenState.Invalid, (await Verifier(secret).VerifyAsync(Forge.Token(secret.Key, "HS512", _time), CancellationToken.None)).State);
    }

    [Fact]
    public void A_random_secret_is_long_and_never_the_same()
    {
        Assert.False(new SharedSecret(SharedSecret.Random()).IsShort);
        Assert.NotEqual(SharedSecret.Random(), SharedSecret.Random());
    }

    [Fact]
    public async Task A_revoked_token_is_refused_also_when_the_cache_knows_it_as_valid()
    {
        var revocations = new RevocationSet(_time);
        var verifier = new TokenVerifier(_secret, revocations, new OwnRevocations(), new TokenCache(_time), _time);
        var token = Issue(_secret);
        var before = await verifier.VerifyAsync(token, CancellationToken.None);

        revocations.Add(new Revocation(before.Id, before.ExpiresAt));
        var after = await verifier.VerifyAsync(token, CancellationToken.None);

        Assert.Equal((TokenState.Valid, TokenState.Revoked), (before.State, after.State));
    }

    [Fact]
    public async Task While_nobody_has_told_what_was_revoked_a_token_is_neither_valid_nor_refused()
    {
        var verifier = new TokenVerifier(_secret, new RevocationSet(_time), new Silent(), new TokenCache(_time), _time);

        Assert.Equal(TokenState.Unknown, (await verifier.VerifyAsync(Issue(_secret), CancellationToken.None)).State);
        Assert.Equal(TokenState.Invalid, (await verifier.VerifyAsync(Issue(new SharedSecret("another")), CancellationToken.None)).State);
    }

    private string Issue(SharedSecret secret) => new TokenIssuer(secret, _time).Issue(User);

    private TokenVerifier Verifier(SharedSecret secret) => new(secret, new RevocationSet(_time), new OwnRevocations(), new TokenCache(_time), _time);

    private async Task<TokenState> StateOf(string token) => (await Verifier(_secret).VerifyAsync(token, CancellationToken.None)).State;

    private sealed class Silent : IRevocationSource
    {
        public ValueTask<bool> IsKnownAsync(CancellationToken ct) => ValueTask.FromResult(false);
    }
}
