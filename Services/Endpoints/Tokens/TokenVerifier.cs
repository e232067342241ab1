using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Workshop.Endpoints.Keys;
using Workshop.Endpoints.Revocations;

namespace Workshop.Endpoints.Tokens;

/// <summary>Tells whether a token is one of ours and still good. Algorithm and issuer are pinned: what a token says of itself decides nothing.</summary>
internal sealed class TokenVerifier(ITokenKeys keys, RevocationSet revocations, IRevocationSource source, TokenCache cache, TimeProvider time)
{
    /// <value>Characters. Ours have about 400; what is longer is not even looked at.</value>
    public const int MostCharacters = 8 * 1024;

    private const int MostIdCharacters = 128;

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MostCharacters };

    public async ValueTask<TokenVerdict> VerifyAsync(string token, CancellationToken ct)
    {
        if (token.Length > MostCharacters || TokenHeader.Of(token) is not { } header || header.Algorithm != keys.Algorithm)
        {
            return TokenVerdict.Invalid;
        }

        // Asked each time, also for a token in the cache: a key that is withdrawn takes its tokens with it.
        var answer = await keys.FindAsync(header.Kid, ct);
        if (answer.Key is not { } key)
        {
            return answer.IsCertain ? TokenVerdict.Invalid : TokenVerdict.Unknown;
        }

        var found = cache.Find(token) ?? await CheckAsync(token, key);
        return found.State == TokenState.Valid ? await RevokedOrAsync(found, ct) : found;
    }

    private async ValueTask<TokenVerdict> CheckAsync(string token, SecurityKey key)
    {
        var result = await _handler.ValidateTokenAsync(token, Rules(key));
        if (!result.IsValid || result.SecurityToken is not JsonWebToken { Id: { Length: > 0 and <= MostIdCharacters } id } read || Cutoff.IsMeant(id))
        {
            return TokenVerdict.Invalid;
        }

        var verdict = new TokenVerdict(TokenState.Valid, id, new DateTimeOffset(read.ValidTo, TimeSpan.Zero));
        cache.Keep(token, verdict);
        return verdict;
    }

    // A revocation is looked up last and never kept with the token: it holds from the moment when it is known.
    private async ValueTask<TokenVerdict> RevokedOrAsync(TokenVerdict verdict, CancellationToken ct)
    {
        if (revocations.Contains(verdict.Id))
        {
            return verdict with { State = TokenState.Revoked };
        }

        if (!await source.IsKnownAsync(ct))
        {
            return TokenVerdict.Unknown;
        }

        return revocations.Contains(verdict.Id) ? verdict with { State = TokenState.Revoked } : verdict;
    }

    private TokenValidationParameters Rules(SecurityKey key) => new()
    {
        ValidAlgorithms = [keys.Algorithm],
        ValidIssuer = TokenClaims.Issuer,
        IssuerSigningKey = key,
        ValidateAudience = false,   // the original's tokens name none
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        LifetimeValidator = IsInTime,
    };

    private bool IsInTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters rules)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires > now && (notBefore is null || notBefore <= now);
    }
}
