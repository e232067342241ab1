using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Workshop.Endpoints.Users;

namespace Workshop.Endpoints.Tokens;

/// <summary>Signs with the shared secret.</summary>
internal sealed class SecretTokenIssuer(SharedSecret secret, TimeProvider time) : ITokenIssuer
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials _credentials = new(secret.Key, SharedSecret.Algorithm);

    public string Issue(User user)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = TokenClaims.Issuer,
            IssuedAt = now,
            Expires = now + TokenClaims.Lifetime,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = user.Name,
                [JwtRegisteredClaimNames.Email] = user.Email,
                [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString("n"),
            },
            SigningCredentials = _credentials,
        });
    }
}
