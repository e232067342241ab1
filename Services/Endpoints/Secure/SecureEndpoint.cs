using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Endpoints.Answers;
using Workshop.Endpoints.Hello;
using Workshop.Endpoints.Tokens;

namespace Workshop.Endpoints.Secure;

/// <summary><c>/secure</c>: says Hello to whoever brings a valid token.</summary>
internal static class SecureEndpoint
{
    public static void MapSecureEndpoint(this IEndpointRouteBuilder routes)
    {
        var tokens = routes.ServiceProvider.GetRequiredService<ITokenVerifier>();
        routes.Map("/secure", context => AnswerAsync(context, tokens));
    }

    private static async Task AnswerAsync(HttpContext context, ITokenVerifier tokens)
    {
        var token = BearerToken.Of(context.Request.Headers.Authorization.ToString());
        if (token is not null && await tokens.IsValidAsync(token, context.RequestAborted))
        {
            await HelloEndpoint.AnswerAsync(context);
            return;
        }

        // RFC 6750: the error is named only to a client that brought a token.
        await Refusal.WriteAsync(context, token is null ? "Bearer" : "Bearer error=\"invalid_token\"");
    }
}
