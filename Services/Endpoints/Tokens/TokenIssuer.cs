using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Workshop.Endpoints.Keys;
using Workshop.Endpoints.Users;

namespace Workshop.Endpoints.Tokens;

/// <summary>Makes a token for a user who has shown who they are.</summary>
internal sealed class TokenIssuer(ITokenSigner signer, TimeProvider time)
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Issue(User user)
    {
        var moment = time.GetUtcNow();
        var now = moment.UtcDateTime;
        var current = signer.Current;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = TokenClaims.Issuer,
            IssuedAt = now,
            Expires = now + TokenClaims.Lifetime,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = user.Name,
                [JwtRegisteredClaimNames.Email] = user.Email,
                [JwtRegisteredClaimNames.Jti] = TokenId.New(user.Name, moment),
            },
            SigningCredentials = new SigningCredentials(current.Key, current.Algorithm),
        });
    }
}
