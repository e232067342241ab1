using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Endpoints.Revocations;
using Workshop.Endpoints.Secure;
using Workshop.Endpoints.Tokens;
using Workshop.ServiceDefaults.Answers;

namespace Workshop.Endpoints.Logout;

/// <summary><c>POST /logout</c> with a token: from now on it is good for nothing, at any replica.</summary>
internal static class LogoutEndpoint
{
    public static void MapLogoutEndpoint(this IEndpointRouteBuilder routes)
    {
        var gate = routes.ServiceProvider.GetRequiredService<TokenGate>();
        var revoker = routes.ServiceProvider.GetRequiredService<Revoker>();
        routes.Map("/logout", context => AnswerAsync(context, gate, revoker));
    }

    private static async Task AnswerAsync(HttpContext context, TokenGate gate, Revoker revoker)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            await Problem.WriteMethodNotAllowedAsync(context, HttpMethods.Post);
            return;
        }

        if (await gate.PassAsync(context, alsoRevoked: true) is { } verdict)
        {
            if (verdict.State == TokenState.Valid)
            {
                await revoker.RevokeAsync(verdict, context.RequestAborted);
            }

            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }
}
