using Microsoft.AspNetCore.Http;
using Workshop.Endpoints.Answers;
using Workshop.Endpoints.Tokens;
using Workshop.ServiceDefaults.Answers;

namespace Workshop.Endpoints.Secure;

/// <summary>Lets requests with a valid token pass and answers all others.</summary>
internal sealed class TokenGate(TokenVerifier tokens)
{
    /// <returns>Null when the request was answered.</returns>
    /// <param name="alsoRevoked">True: a token that was revoked passes, too, so that a second logout does what the first one did.</param>
    public async ValueTask<TokenVerdict?> PassAsync(HttpContext context, bool alsoRevoked)
    {
        var header = context.Request.Headers.Authorization;
        if (BearerToken.Of(header) is not { } token)
        {
            // RFC 6750: the error is named only to a client that brought a token.
            await Refusal.WriteAsync(context, header.Count > 1 ? "Bearer error=\"invalid_request\"" : "Bearer");
            return null;
        }

        var verdict = await tokens.VerifyAsync(token, context.RequestAborted);
        switch (verdict.State)
        {
            case TokenState.Valid:
            case TokenState.Revoked when alsoRevoked:
                return verdict;
            case TokenState.Unknown:
                // A 401 would make clients throw good tokens away.
                context.Response.Headers.RetryAfter = "1";
                await Problem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "Tokens cannot be checked now: auth has not answered yet. Try again in a moment.");
                return null;
            default:
                await Refusal.WriteAsync(context, "Bearer error=\"invalid_token\"");
                return null;
        }
    }
}
