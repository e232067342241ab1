using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
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
        var token = Issue(_secret);

        _time.Advance(TimeSpan.FromHours(72) - TimeSpan.FromSeconds(1));
        var before = await IsValid(token);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((true, false), (before, await IsValid(token)));
    }

    [Fact]
    public async Task A_token_of_another_secret_is_refused() => Assert.False(await IsValid(Issue(new SharedSecret("Secret"))));

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

        Assert.False(await IsValid($"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}"));
    }

    [Fact]
    public async Task A_token_that_claims_to_need_no_signature_is_refused()
    {
        var claims = Issue(_secret).Split('.')[1];
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");

        Assert.False(await IsValid($"{header}.{claims}."));
        Assert.False(await IsValid($"{header}.{claims}.{Issue(_secret).Split('.')[2]}"));
    }

    [Fact]
    public async Task Another_algorithm_is_refused_though_the_key_is_right()
    {
        var key = new SymmetricSecurityKey(Encoding.ASCII.GetBytes(new string('k', 64)));
        var verifier = new SecretTokenVerifier(new SharedSecret(new string('k', 64)), _time);

        Assert.True(await verifier.IsValidAsync(Craft(key, "HS256", TokenClaims.Issuer, TimeSpan.FromHours(1)), CancellationToken.None));
        Assert.False(await verifier.IsValidAsync(Craft(key, "HS512", TokenClaims.Issuer, TimeSpan.FromHours(1)), CancellationToken.None));
    }

    [Fact]
    public async Task Another_issuer_is_refused() => Assert.False(await IsValid(Craft(_secret.Key, "HS256", "somebody", TimeSpan.FromHours(1))));

    [Fact]
    public async Task A_token_without_an_end_is_refused() => Assert.False(await IsValid(Craft(_secret.Key, "HS256", TokenClaims.Issuer, lifetime: null)));

    [Fact]
    public void A_random_secret_is_long_and_never_the_same()
    {
        Assert.False(new SharedSecret(SharedSecret.Random()).IsShort);
        Assert.NotEqual(SharedSecret.Random(), SharedSecret.Random());
    }

    private string Issue(SharedSecret secret) => new SecretTokenIssuer(secret, _time).Issue(User);

    private async Task<bool> IsValid(string token) => await new SecretTokenVerifier(_secret, _time).IsValidAsync(token, CancellationToken.None);

    private string Craft(SecurityKey key, string algorithm, string issuer, TimeSpan? lifetime) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Expires = _time.GetUtcNow().UtcDateTime + lifetime,
            SigningCredentials = new SigningCredentials(key, algorithm),
        });
}
