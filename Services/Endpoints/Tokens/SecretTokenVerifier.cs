using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Workshop.Endpoints.Tokens;

/// <summary>Checks against the shared secret. Algorithm and issuer are pinned: what a token says of itself decides nothing.</summary>
internal sealed class SecretTokenVerifier(SharedSecret secret, TimeProvider time) : ITokenVerifier
{
    private readonly JsonWebTokenHandler _handler = new();
    private readonly TokenValidationParameters _rules = new()
    {
        ValidAlgorithms = [SharedSecret.Algorithm],
        ValidIssuer = TokenClaims.Issuer,
        IssuerSigningKey = secret.Key,
        ValidateAudience = false,   // the original's tokens name none
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        LifetimeValidator = (notBefore, expires, _, _) =>
            expires > time.GetUtcNow().UtcDateTime && (notBefore is null || notBefore <= time.GetUtcNow().UtcDateTime),
    };

    public async ValueTask<bool> IsValidAsync(string token, CancellationToken ct) => (await _handler.ValidateTokenAsync(token, _rules)).IsValid;
}
